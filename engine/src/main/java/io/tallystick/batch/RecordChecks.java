package io.tallystick.batch;

import static io.tallystick.base.LittleEndian.getInt;
import static io.tallystick.base.LittleEndian.getLong;
import static io.tallystick.base.LittleEndian.getShort;

import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferRequest;
import java.util.Optional;

/**
 * What stored records must keep to whatever the rules version: known types, releases first and at
 * their exact timestamps, the others ascending within the batch's time, references only to earlier
 * records.
 */
final class RecordChecks {
  private final byte[] bytes;
  private final int offset;
  private final long stampNs;
  private final int events;
  private final long firstRecord;
  private long lastTimestamp;
  private boolean releasing = true;

  private RecordChecks(byte[] bytes, int offset) {
    this.bytes = bytes;
    this.offset = offset;
    this.stampNs = getLong(bytes, offset + BatchHeader.STAMP);
    this.events = getInt(bytes, offset + BatchHeader.EVENT_COUNT);
    this.firstRecord = getLong(bytes, offset + BatchHeader.FIRST_RECORD);
    this.lastTimestamp = BatchStamps.ofEvent(stampNs, events, 0) - 1;
  }

  /** Checks the records of a sealed batch whose counts and length are right. */
  static Optional<BatchFault> check(byte[] bytes, int offset) {
    RecordChecks checks = new RecordChecks(bytes, offset);
    int count = getInt(bytes, offset + BatchHeader.RECORD_COUNT);
    for (int i = 0; i < count; i++) {
      Optional<BatchFault> fault = checks.checkRecord(i);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private Optional<BatchFault> checkRecord(int position) {
    int at = SealedBatch.PREAMBLE_BYTES + position * BatchLimits.RECORD_BYTES;
    int type = getShort(bytes, offset + at + StoredRecord.TYPE);
    if (type < RecordType.LEDGER_DECLARED || type > RecordType.LAST) {
      return fault(at + StoredRecord.TYPE, 2, "record_type", "1 … " + RecordType.LAST, type);
    }
    int submitter = getShort(bytes, offset + at + StoredRecord.SUBMITTER);
    if (submitter != 0 && type == RecordType.PENDING_EXPIRED) {
      return fault(at + StoredRecord.SUBMITTER, 2, "submitter", "0", submitter);
    }
    Optional<BatchFault> timestamp = checkTimestamp(position, at, type);
    if (timestamp.isPresent()) {
      return timestamp;
    }
    Optional<BatchFault> reference = checkReference(position, at + StoredRecord.DEBIT_PREVIOUS);
    if (reference.isEmpty()) {
      reference = checkReference(position, at + StoredRecord.CREDIT_PREVIOUS);
    }
    return reference.isEmpty() ? checkReference(position, at + StoredRecord.RELATED) : reference;
  }

  private Optional<BatchFault> checkReference(int position, int at) {
    long number = firstRecord + position;
    long reference = getLong(bytes, offset + at);
    return reference == StoredRecord.NONE || (reference >= 0 && reference < number)
        ? Optional.empty()
        : fault(at, Long.BYTES, "record_reference", "below " + number + " or none", reference);
  }

  private Optional<BatchFault> checkTimestamp(int position, int at, int type) {
    long timestamp = getLong(bytes, offset + at + TransferRequest.TIMESTAMP);
    releasing &= type == RecordType.PENDING_EXPIRED;
    if (releasing) {
      long expected = BatchStamps.ofRelease(stampNs, events, position);
      return timestamp == expected && position < BatchLimits.EXPIRED_MAX
          ? Optional.empty()
          : timestampFault(position, Long.toString(expected), timestamp);
    }
    if (type == RecordType.PENDING_EXPIRED) {
      return fault(at + StoredRecord.TYPE, 2, "record_order", "releases before events", type);
    }
    if (timestamp <= lastTimestamp || timestamp > stampNs) {
      return timestampFault(position, lastTimestamp + 1 + " … " + stampNs, timestamp);
    }
    lastTimestamp = timestamp;
    return Optional.empty();
  }

  /** Either of two neighbours may be the one that is wrong, in its timestamp or in its type. */
  private static Optional<BatchFault> timestampFault(int position, String expected, long found) {
    int first = Math.max(0, position - 1);
    return fault(
        SealedBatch.lengthOf(first, 0),
        (position + 1 - first) * StoredRecord.BYTES,
        "record_timestamp",
        expected,
        found);
  }

  private static Optional<BatchFault> fault(
      int at, int bytes, String what, String expected, long found) {
    return Optional.of(BatchFault.range(at, bytes, what, expected, found));
  }
}
