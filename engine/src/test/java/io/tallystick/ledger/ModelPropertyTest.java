package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whatever comes in, the engine answers as the naive model does, and remembers the same. */
class ModelPropertyTest {
  private static final LedgerLimits LIMITS = new LedgerLimits(40, 12, 4);

  @Property(tries = 120)
  void theEngineAgreesWithTheModel(
      @ForAll long seed, @ForAll @IntRange(min = 5, max = 400) int ids) {
    run(seed, ids, 25);
  }

  @Property(tries = 6)
  void theEngineAgreesWithTheModelOverManyBatches(@ForAll long seed) {
    run(seed, 2_000, 400);
  }

  @Test
  void chanceReachesAlmostEveryResult() {
    Set<TransferResult> seen = new HashSet<>();
    for (long seed = 0; seed < 60; seed++) {
      Harness harness = run(seed, 60, 25);
      seen.addAll(resultsOf(harness, seed));
    }
    assertThat(seen).hasSizeGreaterThan(50);
  }

  private static Set<TransferResult> resultsOf(Harness done, long seed) {
    Set<TransferResult> seen = new HashSet<>();
    RandomBatches again = new RandomBatches(seed, 60);
    Harness harness = new Harness(done.limits);
    harness.batch(again.first());
    for (int i = 0; i < 25; i++) {
      harness.clock += again.pause() * 1_000_000_000L;
      List<Harness.Body> bodies = again.next();
      harness.batch(bodies);
      int event = 0;
      for (Harness.Body body : bodies) {
        for (int row = 0; row < body.rows(); row++) {
          if (body.kind() == Harness.Kind.TRANSFERS) {
            seen.add(TransferResult.of(harness.out.results()[event]));
          }
          event++;
        }
      }
    }
    return seen;
  }

  private static Harness run(long seed, int ids, int batches) {
    RandomBatches random = new RandomBatches(seed, ids);
    Harness harness = new Harness(LIMITS);
    harness.batch(random.first());
    for (int i = 0; i < batches; i++) {
      harness.clock += random.pause() * 1_000_000_000L;
      harness.batch(random.next());
      if (i % 10 == 0) {
        harness.assertSameAsModel();
      }
    }
    harness.assertSameAsModel();
    harness.assertReplayIsSame();
    return harness;
  }
}
