package io.tallystick.persistence.segment;

import io.tallystick.persistence.file.Checksum;

/**
 * Walks batches upward with buffers that are reused: heap use is bound by the largest batch. Each
 * batch's checksums are verified. One thread; it sees what is appended while it walks.
 */
public final class BatchCursor implements AutoCloseable {
  private final SealedBatchStore store;
  private final BatchFamilies families;
  private long nextHeight;
  private Frame frame;
  private byte[] records = new byte[0];
  private byte[] side = new byte[0];

  BatchCursor(SealedBatchStore store, BatchFamilies families, long height) {
    this.store = store;
    this.families = families;
    this.nextHeight = height;
  }

  /** The batch of that height is the next one, wherever the cursor was. */
  public void goTo(long height) {
    nextHeight = height;
  }

  /**
   * Goes to the next batch.
   *
   * @return false if there is none yet; a later call looks again
   * @throws io.tallystick.base.TallystickException DAMAGED, with file, byte range and height
   */
  public boolean next() {
    if (nextHeight > store.lastHeight()) {
      return false;
    }
    Frame read = families.frame(nextHeight);
    int recordBytes = read.count() * families.records.settings().recordBytes();
    if (families.records.count() < read.endNumber()) {
      throw families.damageOfRecords(read, "records are missing").exception();
    }
    if (families.sides.count() < read.sideEnd()) {
      throw families.damageOfSide(read, "bytes of the side section are missing").exception();
    }
    records = atLeast(records, recordBytes);
    side = atLeast(side, read.sideBytes());
    families.records.read(read.firstNumber(), read.count(), records, 0);
    families.sides.read(read.sideOffset(), read.sideBytes(), side, 0);
    if (Checksum.crc32c(records, 0, recordBytes) != read.recordsCrc()) {
      throw families.damageOfRecords(read, "the records' checksum does not fit").exception();
    }
    if (Checksum.crc32c(side, 0, read.sideBytes()) != read.sideCrc()) {
      throw families.damageOfSide(read, "the side section's checksum does not fit").exception();
    }
    frame = read;
    nextHeight++;
    return true;
  }

  private static byte[] atLeast(byte[] buffer, int bytes) {
    return buffer.length >= bytes ? buffer : new byte[Math.max(bytes, buffer.length * 2)];
  }

  /** Height of the batch. */
  public long height() {
    return frame.height();
  }

  /** Its header's bytes. */
  public byte[] header() {
    return frame.header();
  }

  /** Its header's hash. */
  public byte[] hash() {
    return frame.hash();
  }

  /** Number of its first record. */
  public long firstNumber() {
    return frame.firstNumber();
  }

  /** Records it holds. */
  public int count() {
    return frame.count();
  }

  /** Buffer with its records from byte 0 on; overwritten by the next call of {@link #next}. */
  public byte[] records() {
    return records;
  }

  /** How many bytes of {@link #records} are its records. */
  public int recordsBytes() {
    return frame.count() * families.records.settings().recordBytes();
  }

  /** Buffer with its side section from byte 0 on; overwritten by the next call of {@link #next}. */
  public byte[] side() {
    return side;
  }

  /** How many bytes of {@link #side} are its side section. */
  public int sideBytes() {
    return frame.sideBytes();
  }

  /** Releases the buffers. */
  @Override
  public void close() {
    records = new byte[0];
    side = new byte[0];
  }
}
