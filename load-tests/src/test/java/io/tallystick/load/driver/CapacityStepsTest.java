package io.tallystick.load.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CapacityStepsTest {
  @ParameterizedTest
  @ValueSource(doubles = {1.2, 3, 999, 1_000, 1_001, 40_000, 350_000})
  void theCapacityIsFoundFromBelowAndFromAbove(double capacity) {
    CapacitySteps steps = new CapacitySteps(1_000, 1);
    List<Double> tried = search(steps, capacity);
    assertThat(steps.held()).isLessThanOrEqualTo(capacity);
    assertThat(steps.held() * CapacitySteps.CLOSE).isGreaterThanOrEqualTo(capacity);
    assertThat(tried).hasSizeLessThan(CapacitySteps.STEPS_MAX).doesNotHaveDuplicates();
  }

  @Test
  void whoHoldsNothingIsLeftInPeaceAtTheLeastRate() {
    CapacitySteps steps = new CapacitySteps(1_000, 10);
    assertThat(search(steps, 0)).startsWith(1_000.0).endsWith(10.0);
    assertThat(steps.held()).isZero();
  }

  @Test
  void aSearchWithoutAnEndEnds() {
    assertThat(search(new CapacitySteps(1, 1), Double.MAX_VALUE)).hasSize(CapacitySteps.STEPS_MAX);
  }

  private static List<Double> search(CapacitySteps steps, double capacity) {
    List<Double> tried = new ArrayList<>();
    for (OptionalDouble rate = steps.next(); rate.isPresent(); rate = steps.next()) {
      tried.add(rate.getAsDouble());
      steps.tried(rate.getAsDouble() <= capacity);
    }
    return tried;
  }
}
