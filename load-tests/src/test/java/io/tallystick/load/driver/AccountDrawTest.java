package io.tallystick.load.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccountDrawTest {
  private static final long FIRST = 1_000_000_000L;
  private static final int DRAWS = 200_000;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.99, 2})
  void theKthBusiestAccountIsDrawnInProportionToItsRank(double exponent) {
    int accounts = 50;
    Map<Long, Integer> counts = counts(AccountDraw.of(FIRST, accounts, exponent, 7));
    double sum = 0;
    for (int rank = 1; rank <= accounts; rank++) {
      sum += Math.pow(rank, -exponent);
    }
    int[] busiestFirst =
        counts.values().stream().mapToInt(count -> -count).sorted().map(count -> -count).toArray();
    for (int rank = 1; rank <= 3; rank++) {
      double expected = Math.pow(rank, -exponent) / sum;
      assertThat(busiestFirst[rank - 1] / (double) DRAWS).isCloseTo(expected, within(0.01));
    }
  }

  @Test
  void theBusiestAccountsAreNotNeighbours() {
    Map<Long, Integer> counts = counts(AccountDraw.of(FIRST, 1_000_000, 2, 7));
    long[] busiest =
        counts.entrySet().stream()
            .sorted(Map.Entry.<Long, Integer>comparingByValue().reversed())
            .limit(5)
            .mapToLong(Map.Entry::getKey)
            .sorted()
            .toArray();
    for (int i = 1; i < busiest.length; i++) {
      assertThat(busiest[i] - busiest[i - 1]).isGreaterThan(1_000);
    }
  }

  @Test
  void everyAccountIsDrawnAndNoOther() {
    assertThat(counts(AccountDraw.of(FIRST, 20, 0.99, 1)).keySet())
        .hasSize(20)
        .allMatch(id -> id >= FIRST && id < FIRST + 20);
  }

  @Test
  void theTwoAccountsOfADrawnRowDiffer() {
    UniformRows uniform = new UniformRows(IdSource.random(1), 2, FIRST, 2);
    DrawnRows rows = new DrawnRows(uniform, AccountDraw.of(FIRST, 2, 5, 3));
    Row row = new Row();
    rows.beginRequest(1_000);
    for (int i = 0; i < 1_000; i++) {
      rows.next(row);
      assertThat(row.debitAccount).isNotEqualTo(row.creditAccount);
    }
  }

  private static Map<Long, Integer> counts(AccountDraw draw) {
    Map<Long, Integer> counts = new TreeMap<>();
    for (int i = 0; i < DRAWS; i++) {
      counts.merge(draw.getAsLong(), 1, Integer::sum);
    }
    return counts;
  }
}
