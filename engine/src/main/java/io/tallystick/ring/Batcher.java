package io.tallystick.ring;

import com.lmax.disruptor.EventHandler;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.BatchFlags;
import io.tallystick.batch.BatchStamps;
import io.tallystick.batch.EntryWriter;
import io.tallystick.batch.SideKind;
import io.tallystick.batch.SideWriter;
import io.tallystick.ordering.Ordering;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Turns waiting bodies into stamped proposals. It takes what is there, never lingers, and waits
 * only while too many proposals are under way; meanwhile the next batch fills.
 */
final class Batcher implements EventHandler<IngressSlot> {
  private final EntryWriter entry = new EntryWriter(1 << 16);
  private final byte[] submitter = new byte[SideKind.SUBMITTER_BYTES];
  private final Ordering ordering;
  private final Flight flight;
  private final StampClock clock;
  private final UnitClock unit;
  private final LongSupplier nanoTime;
  private final LongSupplier nextExpiry;
  private PendingBatch pending = new PendingBatch();
  private boolean tickSeen;
  private volatile long leaderTerm = -1;
  private volatile long newestStamp;

  Batcher(
      Ordering ordering,
      Flight flight,
      StampClock clock,
      UnitClock unit,
      LongSupplier nanoTime,
      LongSupplier nextExpiry) {
    this.ordering = ordering;
    this.flight = flight;
    this.clock = clock;
    this.unit = unit;
    this.nanoTime = nanoTime;
    this.nextExpiry = nextExpiry;
  }

  /**
   * From now on this node stamps; {@code stamp} is T of the newest entry in its log, all of which
   * it has applied.
   */
  void lead(long term, long stamp) {
    newestStamp = stamp;
    leaderTerm = term;
  }

  /** This node no longer stamps. */
  void follow() {
    leaderTerm = -1;
  }

  @Override
  public void onEvent(IngressSlot slot, long sequence, boolean endOfBatch)
      throws InterruptedException {
    if (slot.isTick()) {
      tickSeen = true;
    } else {
      gather(slot);
    }
    if (endOfBatch) {
      proposeWhatIsDue();
    }
  }

  private void gather(IngressSlot slot) throws InterruptedException {
    if (slot.deadlineNanos - nanoTime.getAsLong() <= 0) {
      slot.reply.completeExceptionally(
          TallystickException.retry(
              ErrorKind.UNAVAILABLE,
              "deadline_passed",
              "the deadline passed before the body was proposed",
              1_000));
      return;
    }
    Body body = slot.body;
    int sideBytes = sideBytes(body);
    if (!entry.fits(body.rows(), sideBytes)) {
      propose(flagsNow());
    }
    entry.addBody(body.kind().wireNumber(), body.rows(), body.records(), 0);
    addSide(body);
    pending.add(new PendingBatch.Caller(body.rows(), body.balances(), slot.reply));
  }

  private static int sideBytes(Body body) {
    int bytes = body.submitter().isNobody() ? 0 : SideWriter.itemBytes(SideKind.SUBMITTER_BYTES);
    for (String name : body.names()) {
      if (name != null) {
        bytes += SideWriter.itemBytes(name.length());
      }
    }
    for (Body.Value value : body.values()) {
      bytes += SideWriter.itemBytes(value.bytes().length);
    }
    return bytes;
  }

  /** Items ascend by row and kind: a name, the submitter (of row 0), other values. */
  private void addSide(Body body) {
    List<String> names = body.names();
    if (!names.isEmpty() && names.get(0) != null) {
      entry.addName(0, names.get(0));
    }
    if (!body.submitter().isNobody()) {
      LittleEndian.putInt(submitter, 0, body.submitter().key());
      entry.addSide(SideKind.SUBMITTER, 0, submitter, 0, SideKind.SUBMITTER_BYTES);
    }
    for (int row = 1; row < names.size(); row++) {
      if (names.get(row) != null) {
        entry.addName(row, names.get(row));
      }
    }
    for (Body.Value value : body.values()) {
      entry.addSide(value.kind(), value.row(), value.bytes(), 0, value.bytes().length);
    }
  }

  private void proposeWhatIsDue() throws InterruptedException {
    boolean tick = tickSeen;
    tickSeen = false;
    if (entry.eventCount() > 0) {
      propose(flagsNow());
    } else if (tick && leaderTerm >= 0 && flight.isEmpty() && emptyBatchIsDue()) {
      propose(flagsNow());
    }
  }

  private boolean emptyBatchIsDue() {
    long expiry = nextExpiry.getAsLong();
    return unit.isOverdue(nanoTime.getAsLong())
        || (expiry != 0 && expiry + BatchStamps.stampMin(0) <= wallOrNever());
  }

  private long wallOrNever() {
    try {
      return clock.now();
    } catch (TallystickException jumped) {
      return Long.MIN_VALUE;
    }
  }

  private int flagsNow() {
    return unit.closesWith(entry.entryBytes(), nanoTime.getAsLong())
        ? BatchFlags.CLOSES_JOURNAL_UNIT
        : 0;
  }

  private void propose(int flags) throws InterruptedException {
    flight.awaitRoom();
    PendingBatch batch = pending;
    pending = new PendingBatch();
    try {
      long term = leaderTerm;
      if (term < 0) {
        throw TallystickException.retry(
            ErrorKind.UNAVAILABLE, "no_leader", "this node does not lead now", 1_000);
      }
      long stamp =
          Math.max(clock.now(), BatchStamps.stampMinAfter(newestStamp, entry.eventCount()));
      entry.finish(stamp, flags);
      byte[] bytes = entry.copy();
      batch.stamp(term, stamp);
      flight.depart(batch);
      newestStamp = stamp;
      ordering
          .propose(bytes, 0, bytes.length)
          .whenComplete(
              (proposed, problem) -> {
                if (problem != null) {
                  flight.recall(batch);
                  batch.fail(neverEntered(problem));
                }
              });
    } catch (TallystickException refusal) {
      batch.fail(refusal);
    } finally {
      entry.begin();
    }
  }

  private static TallystickException neverEntered(Throwable problem) {
    Throwable cause =
        problem.getCause() instanceof TallystickException ? problem.getCause() : problem;
    return cause instanceof TallystickException known
        ? known
        : TallystickException.of(
            ErrorKind.INTERNAL, "propose_failed", "the proposal was not taken", problem);
  }
}
