package io.tallystick.batch;

import io.tallystick.base.Checks;
import io.tallystick.batch.merkle.Hash;

/**
 * What apply hands to the {@link Sealer}: one batch's order and outcome. Reused from batch to
 * batch; it holds the caller's arrays, not copies.
 */
public final class BatchDraft {
  private static final byte[] NOTHING = new byte[0];

  private int rulesVersion = 1;
  private long term;
  private long stampNs;
  private int flags;
  private int eventCount;
  private byte[] records = NOTHING;
  private int recordsOffset;
  private int recordCount;
  private byte[] side = NOTHING;
  private int sideOffset;
  private int sideBytes;
  private Hash refusalDigest = Hash.OF_NOTHING;
  private long balanceCheckLow;
  private long balanceCheckHigh;

  /** Forgets the batch before: no events, no records, no side section, no refusals. */
  public BatchDraft clear() {
    order(0, 0, 0, 0);
    records(NOTHING, 0, 0);
    side(NOTHING, 0, 0);
    refusalDigest = Hash.OF_NOTHING;
    return balanceCheck(0, 0);
  }

  /** Sets the rules that decided it; stays until it is set again. */
  public BatchDraft rulesVersion(int version) {
    rulesVersion = (int) Checks.inRange(version, 1, 0xFFFF, "rules version");
    return this;
  }

  /** Sets what the order says: Raft term of the entry, its stamp T, flags and number of events. */
  public BatchDraft order(long entryTerm, long entryStampNs, int entryFlags, int entryEvents) {
    term = entryTerm;
    stampNs = entryStampNs;
    flags = entryFlags;
    eventCount = (int) Checks.inRange(entryEvents, 0, BatchLimits.EVENTS_MAX, "events of a batch");
    return this;
  }

  /** Sets the stored records: {@code count} times 176 bytes from {@code offset} on. */
  public BatchDraft records(byte[] bytes, int offset, int count) {
    records = bytes;
    recordsOffset = offset;
    recordCount = (int) Checks.inRange(count, 0, BatchLimits.RECORDS_MAX, "records of a batch");
    return this;
  }

  /** Sets the side section of the numbered records, as a {@link SideWriter} made it. */
  public BatchDraft side(byte[] bytes, int offset, int count) {
    side = bytes;
    sideOffset = offset;
    sideBytes = (int) Checks.inRange(count, 0, BatchLimits.SIDE_BYTES_MAX, "side section bytes");
    return this;
  }

  /** Sets the digest of the unnumbered refusals, see {@link RefusalDigest}. */
  public BatchDraft refusals(Hash digest) {
    refusalDigest = digest;
    return this;
  }

  /** Sets the balance check after the batch. */
  public BatchDraft balanceCheck(long low, long high) {
    balanceCheckLow = low;
    balanceCheckHigh = high;
    return this;
  }

  int rulesVersion() {
    return rulesVersion;
  }

  long term() {
    return term;
  }

  long stampNs() {
    return stampNs;
  }

  int flags() {
    return flags;
  }

  int eventCount() {
    return eventCount;
  }

  /** The array of the records. */
  public byte[] records() {
    return records;
  }

  /** Where the records start. */
  public int recordsOffset() {
    return recordsOffset;
  }

  /** How many records there are. */
  public int recordCount() {
    return recordCount;
  }

  /** The array of the side section. */
  public byte[] side() {
    return side;
  }

  /** Where the side section starts. */
  public int sideOffset() {
    return sideOffset;
  }

  /** Bytes of the side section. */
  public int sideBytes() {
    return sideBytes;
  }

  Hash refusalDigest() {
    return refusalDigest;
  }

  long balanceCheckLow() {
    return balanceCheckLow;
  }

  long balanceCheckHigh() {
    return balanceCheckHigh;
  }
}
