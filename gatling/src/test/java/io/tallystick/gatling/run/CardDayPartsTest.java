package io.tallystick.gatling.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tallystick.gatling.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A card day has the mean rate and the length that it was told, and shares that make up the whole.
 */
final class CardDayPartsTest {
  @Test
  void theHoursHaveTheMeanRateAndFillTheDay() {
    List<Phase> hours = CardHours.of(50, Duration.ofSeconds(48));
    assertThat(hours).hasSize(24).allMatch(hour -> hour.length().equals(Duration.ofSeconds(2)));
    assertThat(hours.stream().mapToDouble(Phase::ratePerSecond).average().orElseThrow())
        .isCloseTo(50, within(1e-9));
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
