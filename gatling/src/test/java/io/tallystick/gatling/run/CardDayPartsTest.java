package io.tallystick.gatling.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tallystick.gatling.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A card day has the mean rate and the length that it was told, and shares that make up the whole.
 */
final class CardDayPartsTest {
  @Test
  void theHoursHaveTheMeanRateAndFillTheDay() {
    for (int seconds : new int[] {1, 7, 24, 50, 3_600}) {
      List<Phase> hours = CardHours.of(50, seconds);
      assertThat(hours).hasSize(Math.min(seconds, 24));
      assertThat(hours.stream().mapToInt(Phase::seconds).sum()).isEqualTo(seconds);
      double purchases =
          hours.stream().mapToDouble(hour -> hour.ratePerSecond() * hour.seconds()).sum();
      assertThat(purchases).isCloseTo(50.0 * seconds, within(1e-6));
    }
  }

  @Test
  void partsOfLessThanASecondAreRefused() {
    assertThatThrownBy(() -> Parts.of(5, 6))
        .hasMessage("-Dseconds=5: must be at least 6, a second for each part");
  }

  @Test
  void whatIsNotReversedOrExpiredIsCompleted() {
    Settings settings = new Settings(Map.of("reversedPercent", "10")::get);
    assertThat(CardShares.read(settings)).isEqualTo(new CardShares(81, 8, 10, 1));
  }

  @Test
  void sharesOfMoreThanAllAreRefused() {
    Settings settings = new Settings(Map.of("partPercent", "60", "reversedPercent", "50")::get);
    assertThatThrownBy(() -> CardShares.read(settings))
        .hasMessage("-DreversedPercent=50: must be a number from 0 to 40");
  }
}
