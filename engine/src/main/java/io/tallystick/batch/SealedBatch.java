package io.tallystick.batch;

import io.tallystick.base.Checks;
import io.tallystick.base.LittleEndian;
import io.tallystick.batch.merkle.Hash;
import java.util.Optional;

/**
 * A view of one sealed batch: header, the header's hash, stored records, side section, back to back
 * (docs/batch-format.md, "Sealed batch"). It holds the given bytes, not a copy; they must not
 * change.
 */
public final class SealedBatch {
  /** Code of the error for bytes that are not a sealed batch. */
  public static final String DAMAGED_CODE = "sealed_batch_damaged";

  /** Bytes before the records: the header and its hash. */
  public static final int PREAMBLE_BYTES = BatchHeader.BYTES + Hash.BYTES;

  private final BatchHeader header;
  private final Hash hash;
  private final byte[] bytes;
  private final int offset;

  private SealedBatch(byte[] bytes, int offset) {
    this.header = BatchHeader.decode(bytes, offset);
    this.hash = Hash.of(bytes, offset + BatchHeader.BYTES);
    this.bytes = bytes;
    this.offset = offset;
  }

  /**
   * Checks every field and gives a view.
   *
   * @param length bytes of exactly one sealed batch
   * @throws io.tallystick.base.TallystickException DAMAGED {@value #DAMAGED_CODE}
   */
  public static SealedBatch decode(byte[] bytes, int offset, int length) {
    Optional<BatchFault> fault = new SealedBatchChecker().check(bytes, offset, length);
    if (fault.isPresent()) {
      throw fault.get().damaged(DAMAGED_CODE);
    }
    return new SealedBatch(bytes, offset);
  }

  /** A view of bytes in which {@link SealedBatchChecker} found no fault. */
  public static SealedBatch ofChecked(byte[] bytes, int offset) {
    return new SealedBatch(bytes, offset);
  }

  /**
   * How many bytes the sealed batch that starts at {@code offset} has by its own counts, which are
   * not checked against its hash; {@link #PREAMBLE_BYTES} of it must be there.
   *
   * @return 0 if its counts are beyond the limits
   */
  public static int lengthAt(byte[] bytes, int offset) {
    long records = LittleEndian.getUnsignedInt(bytes, offset + BatchHeader.RECORD_COUNT);
    long sideBytes = LittleEndian.getUnsignedInt(bytes, offset + BatchHeader.SIDE_BYTES);
    if (records > BatchLimits.RECORDS_MAX || sideBytes > BatchLimits.SIDE_BYTES_MAX) {
      return 0;
    }
    return (int) (PREAMBLE_BYTES + records * BatchLimits.RECORD_BYTES + sideBytes);
  }

  /** Bytes of a sealed batch of so many records and bytes of side section. */
  public static int lengthOf(int recordCount, int sideBytes) {
    return PREAMBLE_BYTES + recordCount * BatchLimits.RECORD_BYTES + sideBytes;
  }

  /**
   * Puts a sealed batch together in one new array.
   *
   * @param preamble header and hash, as {@link Sealer#preamble()} gives them
   */
  public static byte[] encode(byte[] preamble, BatchDraft draft) {
    Checks.equal(preamble.length, PREAMBLE_BYTES, "preamble bytes");
    int recordBytes = draft.recordCount() * BatchLimits.RECORD_BYTES;
    byte[] out = new byte[PREAMBLE_BYTES + recordBytes + draft.sideBytes()];
    System.arraycopy(preamble, 0, out, 0, PREAMBLE_BYTES);
    System.arraycopy(draft.records(), draft.recordsOffset(), out, PREAMBLE_BYTES, recordBytes);
    System.arraycopy(
        draft.side(), draft.sideOffset(), out, PREAMBLE_BYTES + recordBytes, draft.sideBytes());
    return out;
  }

  /** The decoded header. */
  public BatchHeader header() {
    return header;
  }

  /** The header's hash. */
  public Hash hash() {
    return hash;
  }

  /** The array that holds the batch from {@link #offset()} on; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the batch starts in {@link #bytes()}. */
  public int offset() {
    return offset;
  }

  /** Bytes of the batch. */
  public int length() {
    return lengthOf(header.recordCount(), header.sideBytes());
  }

  /** Where a record starts in {@link #bytes()}; {@code position} counts from 0 in the batch. */
  public int recordOffset(int position) {
    return offset + PREAMBLE_BYTES + position * BatchLimits.RECORD_BYTES;
  }

  /** Where the side section starts in {@link #bytes()}. */
  public int sideOffset() {
    return recordOffset(header.recordCount());
  }

  /** A cursor before the first item of the side section. */
  public SideReader side() {
    SideReader side = new SideReader();
    side.wrap(bytes, sideOffset(), header.sideBytes());
    return side;
  }

  /** A fault of the records as a whole; of the header's root if there are none. */
  public BatchFault recordsFault(String what, String expected, String found) {
    if (header.recordCount() == 0) {
      int from = BatchHeader.MERKLE_ROOT;
      return new BatchFault(from, from + Hash.BYTES, what, expected, found);
    }
    return new BatchFault(PREAMBLE_BYTES, lengthOf(header.recordCount(), 0), what, expected, found);
  }

  /** A fault of a header field that only a replay can find. */
  public BatchFault headerFault(String what, String expected, String found) {
    return header.fieldFault(what, expected, found);
  }

  /** A fault of one record, as a replay reports it. */
  public BatchFault recordFault(int position, String what, String expected, String found) {
    long from = (long) recordOffset(position) - offset;
    return new BatchFault(from, from + BatchLimits.RECORD_BYTES, what, expected, found);
  }
}
