package io.tallystick.node;

import io.tallystick.batch.BatchHeader;
import io.tallystick.batch.BatchStamps;
import io.tallystick.batch.EntryHead;
import io.tallystick.ordering.log.DamagedSpot;
import io.tallystick.ordering.log.EndOfDamage;
import io.tallystick.ordering.log.EntryAsFound;
import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ordering.raft.LogEntry;
import java.util.Optional;

/**
 * Decides whether the sealed batches hold all that a damaged log lost. Decisions only, no effects.
 *
 * <p>An entry says neither its height nor whether one is missing before it, but stamps rise along
 * the log and no two are equal. So the damage is covered if the entry of the newest sealed batch is
 * found behind it: sealed batches have no gaps, and what follows that entry is whole. It is covered
 * too if the newest sealed batch is the last entry with a payload that the damage can hold: then
 * the first whole one behind it is the next height. Anything else may have lost a batch.
 */
final class HealDecision {
  private final Optional<BatchHeader> newest;
  private final long termBase;
  private final EndOfDamage end;
  private long lastIndex = DamagedSpot.UNKNOWN;
  private long lastTerm;
  private long newestAt = DamagedSpot.UNKNOWN;
  private boolean olderSeen;
  private boolean laterSeen;
  private String contradiction = "";

  /** What is to be done. */
  sealed interface Outcome {}

  /**
   * The sealed batches cover the damage.
   *
   * @param firstIndex first entry that the log still needs; all before are in sealed batches, or
   *     carry no batch
   * @param previousTerm term of the entry before it
   * @param lastIndex last entry of the log; {@code firstIndex - 1} if none is needed
   * @param lastTerm its term
   */
  record Covered(long firstIndex, long previousTerm, long lastIndex, long lastTerm)
      implements Outcome {}

  /** A settled batch may be lost. */
  record Lost(String why) implements Outcome {}

  /**
   * @param newest header of the newest sealed batch; empty if there is none
   * @param termBase what headers add to the log's terms ({@link GroupIdentity#termBase})
   * @param end what is known of the entries up to the end of the damage
   */
  HealDecision(Optional<BatchHeader> newest, long termBase, EndOfDamage end) {
    this.newest = newest;
    this.termBase = termBase;
    this.end = end;
  }

  /** Takes the next whole entry behind the damage. */
  void next(LogEntry entry) {
    lastIndex = entry.index();
    lastTerm = entry.term();
    if (entry.kind() != EntryKind.PAYLOAD) {
      return;
    }
    Optional<EntryHead> head = EntryHead.of(entry.bytes(), entry.offset(), entry.length());
    if (head.isEmpty()) {
      contradict("entry " + entry.index() + " is no batch");
      return;
    }
    long stampNs = head.get().stampNs();
    if (newest.isPresent() && stampNs == newest.get().stampNs()) {
      if (!isNewest(head.get(), entry.length(), entry.term())) {
        contradict("entry " + entry.index() + " and the sealed batch of its stamp differ");
      }
      newestAt = entry.index();
    } else if (newest.isPresent() && stampNs < newest.get().stampNs()) {
      olderSeen = true;
      if (newestAt != DamagedSpot.UNKNOWN || laterSeen) {
        contradict("the stamp of entry " + entry.index() + " does not rise");
      }
    } else {
      later(entry, head.get());
    }
  }

  private void later(LogEntry entry, EntryHead head) {
    long before = newest.map(BatchHeader::stampNs).orElse(0L);
    boolean first = !laterSeen;
    laterSeen = true;
    if (first && olderSeen && newestAt == DamagedSpot.UNKNOWN) {
      contradict("the entry of the newest sealed batch is missing before entry " + entry.index());
    }
    long stampMin = BatchStamps.stampMinAfter(before, (int) Math.min(head.eventCount(), 1 << 20));
    if (head.stampNs() < stampMin) {
      contradict("the stamp of entry " + entry.index() + " is too near to the one before");
    }
  }

  private void contradict(String what) {
    if (contradiction.isEmpty()) {
      contradiction = what;
    }
  }

  private boolean isNewest(EntryHead head, int length, long term) {
    return newest.isPresent()
        && head.isOf(newest.get(), length)
        && term + termBase == newest.get().term();
  }

  /** To be asked when all entries behind the damage were taken. */
  Outcome outcome() {
    if (!contradiction.isEmpty()) {
      return new Lost("log and sealed batches are not of one history: " + contradiction);
    }
    if (newestAt != DamagedSpot.UNKNOWN) {
      return covered(newestAt + 1, newest.orElseThrow().term() - termBase);
    }
    if (olderSeen) {
      return new Lost("the log ends before the newest sealed batch");
    }
    if (!end.complete() || end.lastIndex() == DamagedSpot.UNKNOWN) {
      return new Lost("the damaged bytes do not show which entries they held");
    }
    if (end.newestPayload().isEmpty() || isNewest(end.newestPayload().get())) {
      return covered(end.lastIndex() + 1, end.lastTerm());
    }
    return new Lost(
        "entry " + end.newestPayload().get().index() + " is not the newest sealed batch");
  }

  private boolean isNewest(EntryAsFound entry) {
    return EntryHead.of(entry.payload(), 0, entry.payload().length)
        .filter(head -> isNewest(head, entry.payload().length, entry.term()))
        .isPresent();
  }

  private Covered covered(long firstIndex, long previousTerm) {
    boolean more = lastIndex >= firstIndex;
    return new Covered(
        firstIndex,
        previousTerm,
        more ? lastIndex : firstIndex - 1,
        more ? lastTerm : previousTerm);
  }
}
