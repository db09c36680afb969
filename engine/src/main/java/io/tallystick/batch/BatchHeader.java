package io.tallystick.batch;

import static io.tallystick.base.LittleEndian.getInt;
import static io.tallystick.base.LittleEndian.getLong;
import static io.tallystick.base.LittleEndian.getShort;
import static io.tallystick.base.LittleEndian.putInt;
import static io.tallystick.base.LittleEndian.putLong;
import static io.tallystick.base.LittleEndian.putShort;

import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.merkle.Sha256;
import java.util.UUID;

/**
 * The header of a sealed batch: {@value #BYTES} bytes, little-endian (docs/batch-format.md,
 * "Header"). Its SHA-256 is the batch's hash, which the next header names.
 *
 * @param rulesVersion the ledger rules that decided the records, 1 … 65535, never falling
 * @param flags see {@link BatchFlags}
 * @param groupId random id of the ledger group, the 16 bytes in the order of its text
 * @param epoch from 1, raised by each rebuild of the group's history
 * @param height from 1, one more for each batch
 * @param term Raft term in which the entry was proposed, never falling
 * @param firstRecord number of the first record, which is the number of all records before
 * @param stampNs T, nanoseconds since 1970
 * @param recordCount records of this batch, 0 … {@link BatchLimits#RECORDS_MAX}
 * @param eventCount events of the entry, 0 … {@link BatchLimits#EVENTS_MAX}
 * @param sideBytes bytes of the side section
 * @param refusalDigest see {@link RefusalDigest}
 * @param sideDigest SHA-256 of the side section
 * @param previousHash hash of the batch before; {@link Hash#ZERO} at height 1
 * @param merkleRoot root of the log of {@code firstRecord + recordCount} records
 * @param balanceCheckLow lower half of the balance check after this batch
 * @param balanceCheckHigh upper half
 */
public record BatchHeader(
    int rulesVersion,
    int flags,
    UUID groupId,
    long epoch,
    long height,
    long term,
    long firstRecord,
    long stampNs,
    int recordCount,
    int eventCount,
    int sideBytes,
    Hash refusalDigest,
    Hash sideDigest,
    Hash previousHash,
    Hash merkleRoot,
    long balanceCheckLow,
    long balanceCheckHigh) {

  /** Version of this layout. */
  public static final int FORMAT_VERSION = 1;

  static final int VERSION = 0;
  static final int RULES_VERSION = 2;
  static final int FLAGS = 4;
  static final int GROUP_ID = 8;
  static final int EPOCH = 24;
  static final int HEIGHT = 32;
  static final int TERM = 40;
  static final int FIRST_RECORD = 48;
  static final int STAMP = 56;
  static final int RECORD_COUNT = 64;
  static final int EVENT_COUNT = 68;
  static final int SIDE_BYTES = 72;
  static final int RESERVED = 76;
  static final int REFUSAL_DIGEST = 80;
  static final int SIDE_DIGEST = 112;
  static final int PREVIOUS_HASH = 144;
  static final int MERKLE_ROOT = 176;
  static final int BALANCE_CHECK = 208;

  /** Bytes of a header. */
  public static final int BYTES = 224;

  /** Reads a header as it stands; {@link SealedBatchChecker} says whether it makes sense. */
  public static BatchHeader decode(byte[] bytes, int offset) {
    return new BatchHeader(
        getShort(bytes, offset + RULES_VERSION),
        getInt(bytes, offset + FLAGS),
        groupId(bytes, offset + GROUP_ID),
        getLong(bytes, offset + EPOCH),
        getLong(bytes, offset + HEIGHT),
        getLong(bytes, offset + TERM),
        getLong(bytes, offset + FIRST_RECORD),
        getLong(bytes, offset + STAMP),
        getInt(bytes, offset + RECORD_COUNT),
        getInt(bytes, offset + EVENT_COUNT),
        getInt(bytes, offset + SIDE_BYTES),
        Hash.of(bytes, offset + REFUSAL_DIGEST),
        Hash.of(bytes, offset + SIDE_DIGEST),
        Hash.of(bytes, offset + PREVIOUS_HASH),
        Hash.of(bytes, offset + MERKLE_ROOT),
        getLong(bytes, offset + BALANCE_CHECK),
        getLong(bytes, offset + BALANCE_CHECK + Long.BYTES));
  }

  /** Writes the {@value #BYTES} bytes. */
  public void encode(byte[] out, int offset) {
    putShort(out, offset + VERSION, FORMAT_VERSION);
    putShort(out, offset + RULES_VERSION, rulesVersion);
    putInt(out, offset + FLAGS, flags);
    writeGroupId(groupId, out, offset + GROUP_ID);
    putLong(out, offset + EPOCH, epoch);
    putLong(out, offset + HEIGHT, height);
    putLong(out, offset + TERM, term);
    putLong(out, offset + FIRST_RECORD, firstRecord);
    putLong(out, offset + STAMP, stampNs);
    putInt(out, offset + RECORD_COUNT, recordCount);
    putInt(out, offset + EVENT_COUNT, eventCount);
    putInt(out, offset + SIDE_BYTES, sideBytes);
    putInt(out, offset + RESERVED, 0);
    refusalDigest.copyTo(out, offset + REFUSAL_DIGEST);
    sideDigest.copyTo(out, offset + SIDE_DIGEST);
    previousHash.copyTo(out, offset + PREVIOUS_HASH);
    merkleRoot.copyTo(out, offset + MERKLE_ROOT);
    putLong(out, offset + BALANCE_CHECK, balanceCheckLow);
    putLong(out, offset + BALANCE_CHECK + Long.BYTES, balanceCheckHigh);
  }

  /** The {@value #BYTES} bytes in a new array. */
  public byte[] toBytes() {
    byte[] out = new byte[BYTES];
    encode(out, 0);
    return out;
  }

  /** The batch's hash: SHA-256 of the header's bytes. */
  public Hash hash() {
    return Sha256.of(toBytes(), 0, BYTES);
  }

  /** Whether the batch is the last one of its journal unit. */
  public boolean closesJournalUnit() {
    return (flags & BatchFlags.CLOSES_JOURNAL_UNIT) != 0;
  }

  /** How many records the log has with this batch. */
  public long recordsThrough() {
    return firstRecord + recordCount;
  }

  /**
   * A fault of a field that only what lies outside the batch can show wrong.
   *
   * @param field {@code epoch}, {@code rules_version} or {@code balance_check}
   */
  public BatchFault fieldFault(String field, String expected, String found) {
    return switch (field) {
      case "epoch" -> new BatchFault(EPOCH, EPOCH + Long.BYTES, field, expected, found);
      case "rules_version" ->
          new BatchFault(RULES_VERSION, RULES_VERSION + Short.BYTES, field, expected, found);
      case "balance_check" -> new BatchFault(BALANCE_CHECK, BYTES, field, expected, found);
      default -> throw new IllegalArgumentException("no such field: " + field);
    };
  }

  static UUID groupId(byte[] bytes, int offset) {
    return new UUID(
        Long.reverseBytes(getLong(bytes, offset)),
        Long.reverseBytes(getLong(bytes, offset + Long.BYTES)));
  }

  static void writeGroupId(UUID groupId, byte[] out, int offset) {
    putLong(out, offset, Long.reverseBytes(groupId.getMostSignificantBits()));
    putLong(out, offset + Long.BYTES, Long.reverseBytes(groupId.getLeastSignificantBits()));
  }
}
