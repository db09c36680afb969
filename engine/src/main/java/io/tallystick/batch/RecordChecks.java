package io.tallystick.batch;

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
    this.stampNs = LittleEndian.u64(bytes, offset + BatchHeader.STAMP);
    this.events = LittleEndian.i32(bytes, offset + BatchHeader.EVENT_COUNT);
    this.firstRecord = LittleEndian.u64(bytes, offset + BatchHeader.FIRST_RECORD);
    this.lastTimestamp = BatchStamps.ofEvent(stampNs, events, 0) - 1;
  }

  /** Checks the records of a sealed batch whose counts and length are right. */
  static Optional<BatchFault> check(byte[] bytes, int offset) {
    RecordChecks checks = new RecordChecks(bytes, offset);
    int count = LittleEndian.i32(bytes, offset + BatchHeader.RECORD_COUNT);
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
    int type = LittleEndian.u16(bytes, offset + at + RecordLayout.TYPE);
    if (type < RecordLayout.TYPE_FIRST || type > RecordLayout.TYPE_LAST) {
      return fault(at + RecordLayout.TYPE, 2, "record_type", "1 … 8", type);
    }
    int reserved = LittleEndian.u16(bytes, offset + at + RecordLayout.RESERVED);
    if (reserved != 0) {
      return fault(at + RecordLayout.RESERVED, 2, "reserved", "0", reserved);
    }
    Optional<BatchFault> timestamp = checkTimestamp(position, at, type);
    if (timestamp.isPresent()) {
      return timestamp;
    }
    long number = firstRecord + position;
    for (int field :
        new int[] {
          RecordLayout.DEBIT_PREVIOUS, RecordLayout.CREDIT_PREVIOUS, RecordLayout.RELATED
        }) {
      long reference = LittleEndian.u64(bytes, offset + at + field);
      if (reference != RecordLayout.NONE && (reference < 0 || reference >= number)) {
        return fault(at + field, 8, "record_reference", "below " + number + " or none", reference);
      }
    }
    return Optional.empty();
  }

  private Optional<BatchFault> checkTimestamp(int position, int at, int type) {
    long timestamp = LittleEndian.u64(bytes, offset + at + RecordLayout.TIMESTAMP);
    releasing &= type == RecordLayout.TYPE_PENDING_EXPIRED;
    if (releasing) {
      long expected = BatchStamps.ofRelease(stampNs, events, position);
      return timestamp == expected && position < BatchLimits.EXPIRED_MAX
          ? Optional.empty()
          : fault(
              at + RecordLayout.TIMESTAMP,
              8,
              "record_timestamp",
              Long.toString(expected),
              timestamp);
    }
    if (type == RecordLayout.TYPE_PENDING_EXPIRED) {
      return fault(at + RecordLayout.TYPE, 2, "record_order", "releases before events", type);
    }
    if (timestamp <= lastTimestamp || timestamp > stampNs) {
      return fault(
          at + RecordLayout.TIMESTAMP,
          8,
          "record_timestamp",
          lastTimestamp + 1 + " … " + stampNs,
          timestamp);
    }
    lastTimestamp = timestamp;
    return Optional.empty();
  }

  private static Optional<BatchFault> fault(
      int at, int bytes, String what, String expected, long found) {
    return Optional.of(BatchFault.range(at, bytes, what, expected, found));
  }
}
