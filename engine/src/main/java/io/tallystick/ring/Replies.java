package io.tallystick.ring;

import io.tallystick.ledger.ApplyOutput;
import java.util.Arrays;

/** Answers the callers of a batch that was applied. */
final class Replies {
  private Replies() {}

  static void send(PendingBatch batch, long height, ApplyOutput output) {
    int first = 0;
    for (PendingBatch.Caller caller : batch.callers()) {
      caller.reply().complete(outcome(caller, height, output, first));
      first += caller.rows();
    }
  }

  private static Outcome outcome(
      PendingBatch.Caller caller, long height, ApplyOutput output, int first) {
    int end = first + caller.rows();
    boolean anyFailedBefore = false;
    for (int event = first; event < end && !anyFailedBefore; event++) {
      anyFailedBefore = output.firstResults()[event] != 0;
    }
    return new Outcome(
        height,
        Arrays.copyOfRange(output.results(), first, end),
        Arrays.copyOfRange(output.timestamps(), first, end),
        anyFailedBefore ? Arrays.copyOfRange(output.firstResults(), first, end) : null,
        anyFailedBefore ? Arrays.copyOfRange(output.firstTimestamps(), first, end) : null,
        caller.balances()
            ? Arrays.copyOfRange(
                output.balances(),
                first * ApplyOutput.BALANCES_PER_EVENT,
                end * ApplyOutput.BALANCES_PER_EVENT)
            : null);
  }
}
