package io.tallystick.batch;

import static io.tallystick.base.LittleEndian.getInt;
import static io.tallystick.base.LittleEndian.getLong;
import static io.tallystick.base.LittleEndian.getShort;

import io.tallystick.base.LittleEndian;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.merkle.Sha256;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks all that one sealed batch says about itself: its hash, every field, the side section with
 * its digest, the records' types and timestamps. What needs the batches before is {@link
 * ChainHead#check} and the Merkle root. One instance serves one thread.
 */
public final class SealedBatchChecker {
  private final Sha256 sha = new Sha256();
  private final byte[] computed = new byte[Hash.BYTES];

  /** The first fault of the bytes, which should be exactly one sealed batch. */
  public Optional<BatchFault> check(byte[] bytes, int offset, int length) {
    if (length < SealedBatch.PREAMBLE_BYTES) {
      return fault(
          0,
          Math.max(length, 0),
          "sealed_batch_bytes",
          SealedBatch.PREAMBLE_BYTES + " or more",
          length);
    }
    int version = getShort(bytes, offset);
    if (version != BatchHeader.FORMAT_VERSION) {
      return fault(BatchHeader.VERSION, 2, "format_version", "1", version);
    }
    Optional<BatchFault> hash =
        digest("header_hash", bytes, offset, 0, BatchHeader.BYTES, BatchHeader.BYTES, 0);
    if (hash.isPresent()) {
      return hash;
    }
    Optional<BatchFault> fields = checkFields(bytes, offset, length);
    return fields.isPresent() ? fields : checkParts(bytes, offset);
  }

  private Optional<BatchFault> checkParts(byte[] bytes, int offset) {
    int records = getInt(bytes, offset + BatchHeader.RECORD_COUNT);
    int sideBytes = getInt(bytes, offset + BatchHeader.SIDE_BYTES);
    int sideAt = SealedBatch.lengthOf(records, 0);
    Optional<BatchFault> digest =
        digest("side_digest", bytes, offset, sideAt, sideBytes, BatchHeader.SIDE_DIGEST, sideAt);
    if (digest.isPresent()) {
      return digest;
    }
    Optional<BatchFault> side =
        SideReader.check(bytes, offset + sideAt, sideBytes, records)
            .map(fault -> fault.shifted(sideAt));
    return side.isPresent() ? side : RecordChecks.check(bytes, offset);
  }

  /** Compares the hash of a range with the one that stands at {@code statedAt}. */
  private Optional<BatchFault> digest(
      String what, byte[] bytes, int offset, int from, int count, int statedAt, int faultFrom) {
    sha.update(bytes, offset + from, count);
    sha.finish(computed, 0);
    Hash stated = Hash.of(bytes, offset + statedAt);
    if (stated.matches(computed, 0)) {
      return Optional.empty();
    }
    int faultTo = faultFrom == 0 ? SealedBatch.PREAMBLE_BYTES : faultFrom + count;
    return Optional.of(
        new BatchFault(
            faultFrom, faultTo, what, stated.toString(), Hash.of(computed, 0).toString()));
  }

  private static Optional<BatchFault> checkFields(byte[] bytes, int offset, int length) {
    long flags = LittleEndian.getUnsignedInt(bytes, offset + BatchHeader.FLAGS);
    if ((flags & ~BatchFlags.KNOWN) != 0) {
      return fault(BatchHeader.FLAGS, 4, "flags", "known flags", flags);
    }
    int rules = getShort(bytes, offset + BatchHeader.RULES_VERSION);
    if (rules == 0) {
      return fault(BatchHeader.RULES_VERSION, 2, "rules_version", "1 or more", rules);
    }
    long reserved = LittleEndian.getUnsignedInt(bytes, offset + BatchHeader.RESERVED);
    if (reserved != 0) {
      return fault(BatchHeader.RESERVED, 4, "reserved", "0", reserved);
    }
    Optional<BatchFault> counts = checkCounts(bytes, offset, length);
    if (counts.isPresent()) {
      return counts;
    }
    long stampMin = BatchStamps.stampMin(getInt(bytes, offset + BatchHeader.EVENT_COUNT));
    return Stream.of(
            atLeast(bytes, offset, BatchHeader.EPOCH, "epoch", 1),
            atLeast(bytes, offset, BatchHeader.HEIGHT, "height", 1),
            atLeast(bytes, offset, BatchHeader.TERM, "term", 0),
            atLeast(bytes, offset, BatchHeader.FIRST_RECORD, "first_record", 0),
            atLeast(bytes, offset, BatchHeader.STAMP, "stamp", stampMin))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<BatchFault> atLeast(
      byte[] bytes, int offset, int field, String what, long least) {
    long found = getLong(bytes, offset + field);
    return found >= least
        ? Optional.empty()
        : fault(field, Long.BYTES, what, least + " or more", found);
  }

  private static Optional<BatchFault> checkCounts(byte[] bytes, int offset, int length) {
    long records = LittleEndian.getUnsignedInt(bytes, offset + BatchHeader.RECORD_COUNT);
    long events = LittleEndian.getUnsignedInt(bytes, offset + BatchHeader.EVENT_COUNT);
    if (events > BatchLimits.EVENTS_MAX) {
      return fault(
          BatchHeader.EVENT_COUNT, 4, "event_count", "0 … " + BatchLimits.EVENTS_MAX, events);
    }
    long recordsMost = events + BatchLimits.EXPIRED_MAX;
    if (records > recordsMost) {
      return fault(BatchHeader.RECORD_COUNT, 4, "record_count", "0 … " + recordsMost, records);
    }
    long sideBytes = LittleEndian.getUnsignedInt(bytes, offset + BatchHeader.SIDE_BYTES);
    if (sideBytes > BatchLimits.SIDE_BYTES_MAX) {
      return fault(
          BatchHeader.SIDE_BYTES, 4, "side_bytes", "0 … " + BatchLimits.SIDE_BYTES_MAX, sideBytes);
    }
    int stated = SealedBatch.lengthAt(bytes, offset);
    if (stated != length) {
      return fault(
          Math.min(stated, length),
          Math.abs(stated - length),
          "sealed_batch_bytes",
          Integer.toString(stated),
          length);
    }
    return Optional.empty();
  }

  private static Optional<BatchFault> fault(
      int at, int bytes, String what, String expected, long found) {
    return Optional.of(BatchFault.range(at, bytes, what, expected, found));
  }
}
