package io.tallystick.ring;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.LeadershipListener;
import java.util.function.LongSupplier;

/** Takes over stamping once everything before the term is applied, and lets bodies in. */
final class Leadership implements LeadershipListener {
  /** What leading is carried out with. */
  record Parts(
      Milestone appliedIndex,
      Milestone sealedIndex,
      ApplyStage apply,
      UnitClock unit,
      Batcher batcher,
      Flight flight,
      Admission admission,
      DutySwitch duties) {}

  /** Hears what became of taking over. */
  interface Result {
    /** This node leads with everything applied. */
    void leads();

    /** It cannot: what was settled is not all there. */
    void refused(TallystickException damage);
  }

  private final Parts parts;
  private final LongSupplier storedHeight;
  private final LongSupplier nanoTime;
  private final Result result;
  private volatile long leading = -1;

  /**
   * @param storedHeight height of the newest stored batch
   * @param nanoTime monotonic nanoseconds
   */
  Leadership(Parts parts, LongSupplier storedHeight, LongSupplier nanoTime, Result result) {
    this.parts = parts;
    this.storedHeight = storedHeight;
    this.nanoTime = nanoTime;
    this.result = result;
  }

  @Override
  public void onLeader(long term, long lastIndexBeforeTerm) {
    leading = term;
    parts.appliedIndex.reached(lastIndexBeforeTerm).thenRun(() -> lead(term));
    parts
        .sealedIndex
        .reached(lastIndexBeforeTerm)
        .thenRun(
            () -> {
              if (leading == term) {
                parts.duties.begin();
              }
            });
  }

  private void lead(long term) {
    if (leading != term) {
      return;
    }
    LedgerGauge gauge = parts.apply.gauge();
    if (gauge.height() < storedHeight.getAsLong()) {
      result.refused(logEndsEarly(gauge.height(), storedHeight.getAsLong()));
      return;
    }
    if (gauge.unitOpen()) {
      parts.unit.resumeOpen(nanoTime.getAsLong());
    }
    parts.batcher.lead(term, gauge.lastTimestamp());
    parts.admission.set(Admission.Watcher.LEADERSHIP, null);
    result.leads();
  }

  /** Nothing is sealed before its entry is durable, so that entries must have gone since. */
  private static TallystickException logEndsEarly(long applied, long stored) {
    return TallystickException.of(
        ErrorKind.DAMAGED,
        "log_ends_early",
        "the log ends with the batch of height "
            + applied
            + ", but batches through height "
            + stored
            + " are stored: its end is lost, and settled batches after "
            + stored
            + " may be. Keep the data folder as it is; restore it from a copy, or move it away and run"
            + " rebuild --from-cassandra");
  }

  @Override
  public void onFollower(long term) {
    leading = -1;
    parts.batcher.follow();
    parts.duties.end();
    parts.admission.set(
        Admission.Watcher.LEADERSHIP,
        TallystickException.retry(
            ErrorKind.UNAVAILABLE, "no_leader", "no leader is known now", 1_000));
    parts.flight.failAll("leadership was lost", false);
  }
}
