package io.tallystick.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.batch.BatchHeader;
import io.tallystick.batch.EntryWriter;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.node.HealDecision.Covered;
import io.tallystick.node.HealDecision.Lost;
import io.tallystick.node.HealDecision.Outcome;
import io.tallystick.ordering.log.DamagedSpot;
import io.tallystick.ordering.log.EndOfDamage;
import io.tallystick.ordering.log.EntryAsFound;
import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ordering.raft.LogEntry;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The log of these tests: entry 1 is the no-op of term 4; entry 1 + h carries the batch of height
 * h, of one row and stamp 100,000 h.
 */
class HealDecisionTest {
  private static final long TERM = 4;
  private static final long TERM_BASE = 3;
  private static final EndOfDamage NOTHING_KNOWN =
      new EndOfDamage(DamagedSpot.UNKNOWN, 0, Optional.empty(), false);

  private static byte[] payload(long height) {
    EntryWriter writer = new EntryWriter(1_024);
    writer.addBody(1, 1, new byte[128], 0);
    writer.finish(100_000 * height, 0);
    return writer.copy();
  }

  private static LogEntry batch(long height) {
    return LogEntry.of(height + 1, TERM, EntryKind.PAYLOAD, payload(height));
  }

  private static Optional<BatchHeader> sealed(long height) {
    return Optional.of(
        new BatchHeader(
            1,
            0,
            new UUID(1, 2),
            1,
            height,
            TERM_BASE + TERM,
            height,
            100_000 * height,
            1,
            1,
            0,
            Hash.ZERO,
            Hash.ZERO,
            Hash.ZERO,
            Hash.ZERO,
            0,
            0));
  }

  private static EndOfDamage endsWith(long height, byte[] payload) {
    return new EndOfDamage(
        height + 1,
        TERM,
        Optional.of(new EntryAsFound(height + 1, TERM, EntryKind.PAYLOAD, payload, false)),
        true);
  }

  private static Outcome decide(Optional<BatchHeader> newest, EndOfDamage end, LogEntry... behind) {
    HealDecision decision = new HealDecision(newest, TERM_BASE, end);
    for (LogEntry entry : behind) {
      decision.next(entry);
    }
    return decision.outcome();
  }

  @Test
  void theNewestBatchFoundBehindTheDamageCoversItWhateverIsLost() {
    assertThat(decide(sealed(5), NOTHING_KNOWN, batch(4), batch(5), batch(6), batch(7)))
        .isEqualTo(new Covered(7, TERM, 8, TERM));
    assertThat(decide(sealed(5), NOTHING_KNOWN, batch(4), batch(5)))
        .isEqualTo(new Covered(7, TERM, 6, TERM));
  }

  @Test
  void aDamagedEntryRecognisedAsTheNewestBatchLeavesTheNextHeightBehindIt() {
    assertThat(decide(sealed(5), endsWith(5, payload(5)), batch(6)))
        .isEqualTo(new Covered(7, TERM, 7, TERM));
    assertThat(decide(sealed(5), endsWith(5, payload(5)))).isEqualTo(new Covered(7, TERM, 6, TERM));
    assertThat(decide(sealed(5), endsWith(5, payload(5)), LogEntry.noOp(7, 5)))
        .isEqualTo(new Covered(7, TERM, 7, 5));
  }

  @Test
  void whatIsBehindTheSealedBatchesIsNeverSkipped() {
    assertThat(decide(sealed(5), NOTHING_KNOWN, batch(6), batch(7))).isInstanceOf(Lost.class);
    assertThat(decide(sealed(5), NOTHING_KNOWN)).isInstanceOf(Lost.class);
    assertThat(decide(sealed(5), endsWith(6, payload(6)), batch(7))).isInstanceOf(Lost.class);
    assertThat(decide(sealed(5), endsWith(6, payload(6)))).isInstanceOf(Lost.class);
    assertThat(decide(Optional.empty(), endsWith(1, payload(1)), batch(2)))
        .isInstanceOf(Lost.class);
  }

  @Test
  void aLogThatEndsBeforeTheSealedBatchesIsNotBelieved() {
    assertThat(decide(sealed(5), NOTHING_KNOWN, batch(3), batch(4))).isInstanceOf(Lost.class);
    assertThat(decide(sealed(5), endsWith(4, payload(4)))).isInstanceOf(Lost.class);
  }

  @Test
  void aDamagedEntryIsRecognisedOnlyIfLengthEventsStampAndTermAgree() {
    byte[] longer = java.util.Arrays.copyOf(payload(5), payload(5).length + 8);
    assertThat(decide(sealed(5), endsWith(5, longer))).isInstanceOf(Lost.class);
    byte[] events = payload(5);
    events[16] ^= 2;
    assertThat(decide(sealed(5), endsWith(5, events))).isInstanceOf(Lost.class);
    byte[] stamp = payload(5);
    stamp[8] ^= 1;
    assertThat(decide(sealed(5), endsWith(5, stamp))).isInstanceOf(Lost.class);
    assertThat(decide(sealed(5), endsWith(5, new byte[10]))).isInstanceOf(Lost.class);
    EndOfDamage otherTerm =
        new EndOfDamage(
            6,
            TERM,
            Optional.of(new EntryAsFound(6, TERM + 1, EntryKind.PAYLOAD, payload(5), false)),
            true);
    assertThat(decide(sealed(5), otherTerm)).isInstanceOf(Lost.class);
    byte[] behindTheHead = payload(5);
    behindTheHead[60] ^= 1;
    assertThat(decide(sealed(5), endsWith(5, behindTheHead))).isInstanceOf(Covered.class);
  }

  @Test
  void aLogWithoutAnyBatchLosesNone() {
    EndOfDamage noOps = new EndOfDamage(9, TERM, Optional.empty(), true);
    assertThat(decide(Optional.empty(), noOps)).isEqualTo(new Covered(10, TERM, 9, TERM));
    assertThat(decide(sealed(8), noOps)).isEqualTo(new Covered(10, TERM, 9, TERM));
    assertThat(decide(sealed(7), noOps, LogEntry.of(10, TERM, EntryKind.PAYLOAD, payload(8))))
        .isEqualTo(new Covered(10, TERM, 10, TERM));
  }

  @Test
  void anotherHistoryIsNeverTakenForCovered() {
    LogEntry otherTerm = LogEntry.of(6, TERM + 1, EntryKind.PAYLOAD, payload(5));
    assertThat(decide(sealed(5), NOTHING_KNOWN, batch(4), otherTerm)).isInstanceOf(Lost.class);
    assertThat(decide(sealed(5), NOTHING_KNOWN, batch(4), batch(6))).isInstanceOf(Lost.class);
    assertThat(decide(sealed(5), NOTHING_KNOWN, batch(5), batch(4))).isInstanceOf(Lost.class);
    assertThat(
            decide(
                sealed(5),
                NOTHING_KNOWN,
                batch(5),
                LogEntry.of(7, TERM, EntryKind.PAYLOAD, new byte[3])))
        .isInstanceOf(Lost.class);
  }
}
