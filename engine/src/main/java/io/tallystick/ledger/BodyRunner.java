package io.tallystick.ledger;

import io.tallystick.base.Checks;
import io.tallystick.ledger.state.Changes;

/**
 * Takes the rows of one body in order. Linked rows form a chain: if one fails, nothing of the chain
 * stays, and every other row of it is answered {@code linked_event_failed}. A chain ends with its
 * first row that is not linked; one that reaches the end of its body is open, which fails its last
 * row.
 */
final class BodyRunner {
  private static final int NO_CHAIN = -1;

  private final Changes changes;
  private final PastTransfers past;
  private ApplyOutput out;
  private long firstEventTimestamp;
  private int eventsMax;

  private int recordsBefore;
  private int balanceEntriesBefore;
  private int idsBefore;
  private int resolutionsBefore;

  BodyRunner(Changes changes, PastTransfers past) {
    this.changes = changes;
    this.past = past;
  }

  void begin(ApplyOutput batch, long timestampOfFirstEvent, int events) {
    out = batch;
    firstEventTimestamp = timestampOfFirstEvent;
    eventsMax = events;
  }

  void run(Rows rows, int count) {
    Checks.that(out.eventCount() + count <= eventsMax, "a batch has the events it announced");
    int chain = NO_CHAIN;
    boolean broken = false;
    for (int row = 0; row < count; row++) {
      int event = out.eventCount();
      long timestamp = firstEventTimestamp + event;
      boolean linked = rows.linked(row);
      if (linked && chain == NO_CHAIN) {
        chain = event;
        openChain();
      }
      boolean open = linked && row == count - 1;
      if (open || broken) {
        if (chain != NO_CHAIN && !broken) {
          breakChain(chain);
          broken = true;
        }
        out.answer(
            open ? Rows.LINKED_EVENT_CHAIN_OPEN : Rows.LINKED_EVENT_FAILED,
            timestamp,
            StoredRecord.NONE);
      } else {
        int result = rows.apply(row, event, timestamp);
        if (result == 0) {
          out.answer(0, timestamp, rows.number());
        } else {
          if (chain != NO_CHAIN) {
            breakChain(chain);
            broken = true;
          }
          rows.refuse(result, timestamp);
        }
      }
      if (chain != NO_CHAIN && (!linked || open)) {
        if (!broken) {
          changes.keep();
        }
        chain = NO_CHAIN;
        broken = false;
      }
    }
  }

  /** Answers every row of a body with the same refusal. */
  void refuseAll(int count, int result) {
    Checks.that(out.eventCount() + count <= eventsMax, "a batch has the events it announced");
    for (int row = 0; row < count; row++) {
      out.answer(result, nextTimestamp(), StoredRecord.NONE);
    }
  }

  /** Timestamp of the next event. */
  long nextTimestamp() {
    return firstEventTimestamp + out.eventCount();
  }

  private void openChain() {
    changes.open();
    recordsBefore = out.recordCount();
    balanceEntriesBefore = out.balanceEntryCount();
    idsBefore = past.ids().count();
    resolutionsBefore = past.resolutions().count();
  }

  private void breakChain(int firstEvent) {
    changes.undo();
    past.ids().truncate(idsBefore);
    past.resolutions().truncate(resolutionsBefore);
    out.truncate(recordsBefore, balanceEntriesBefore);
    out.failFrom(firstEvent);
  }
}
