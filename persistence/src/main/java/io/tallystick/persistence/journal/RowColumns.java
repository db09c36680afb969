package io.tallystick.persistence.journal;

import io.tallystick.base.LittleEndian;
import java.util.Arrays;

/**
 * A unit's payload with its stored records turned: word by word instead of record by record, each
 * column of words in the shortest of the ways of {@link WordColumn}. Any payload comes back as it
 * was, byte for byte; that it holds records only decides how short it gets.
 *
 * <p>Little-endian:
 *
 * <pre>
 * 0 rows u32, at least 1
 * 4 length of the rest u32
 * 8 the rest: the payload without its rows, in its order
 *   22 columns, one for each 8 bytes of a row
 * </pre>
 *
 * <p>A row is {@value #ROW_BYTES} bytes of a batch behind its first {@value #PREAMBLE_BYTES}. There
 * are as many as the u32 at {@value #COUNT_AT} of the batch says, but no more than it has room for
 * (docs/batch-format.md, "Sealed batch").
 */
public final class RowColumns {
  /** Bytes of a row. */
  public static final int ROW_BYTES = 176;

  /** Bytes of a batch before its rows. */
  public static final int PREAMBLE_BYTES = 256;

  /** Where a batch says how many rows it has. */
  public static final int COUNT_AT = 64;

  private static final int WORDS = ROW_BYTES / Long.BYTES;
  private static final int HEAD_BYTES = 2 * Integer.BYTES;

  private RowColumns() {}

  /** The payload in columns; null if it has no rows, or is no sequence of batches. */
  static byte[] split(byte[] payload) {
    int[] rows = rows(payload);
    if (rows == null || rows.length == 0) {
      return null;
    }
    int restBytes = payload.length - rows.length * ROW_BYTES;
    WordWriter out = new WordWriter(HEAD_BYTES + restBytes + payload.length / 3);
    out.putInt(rows.length);
    out.putInt(restBytes);
    int from = 0;
    for (int row : rows) {
      out.putBytes(payload, from, row - from);
      from = row + ROW_BYTES;
    }
    out.putBytes(payload, from, payload.length - from);
    long[][] columns = columns(payload, rows);
    for (int word = 0; word < WORDS; word++) {
      new WordColumn(columns, word).write(out);
    }
    return out.toBytes();
  }

  /** All rows' words, in one go over the rows: as many as there are columns would leave caches. */
  private static long[][] columns(byte[] payload, int[] rows) {
    long[][] columns = new long[WORDS][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int word = 0; word < WORDS; word++) {
        columns[word][i] = LittleEndian.getLong(payload, rows[i] + word * Long.BYTES);
      }
    }
    return columns;
  }

  /**
   * The payload of columns.
   *
   * @param bytes exactly what {@link #split} gave
   * @param payload filled
   * @throws IndexOutOfBoundsException if they are not
   * @throws IllegalArgumentException if they are not
   */
  static void join(byte[] bytes, byte[] payload) {
    WordReader in = new WordReader(bytes);
    int count = in.getInt();
    int restBytes = in.getInt();
    if (count < 1 || restBytes < 0 || (long) count * ROW_BYTES + restBytes != payload.length) {
      throw new IllegalArgumentException("rows " + count + ", rest " + restBytes);
    }
    int[] rows = spread(bytes, in.skip(restBytes), restBytes, payload);
    if (rows.length != count) {
      throw new IllegalArgumentException("rows " + count + ", found " + rows.length);
    }
    long[][] columns = new long[WORDS][count];
    for (int word = 0; word < WORDS; word++) {
      new WordColumn(columns, word).read(in);
    }
    in.requireEnd();
    for (int i = 0; i < count; i++) {
      for (int word = 0; word < WORDS; word++) {
        LittleEndian.putLong(payload, rows[i] + word * Long.BYTES, columns[word][i]);
      }
    }
  }

  /** Puts the rest where it belongs, and tells where the rows do. */
  private static int[] spread(byte[] bytes, int restAt, int restBytes, byte[] payload) {
    int[] rows = new int[payload.length / ROW_BYTES];
    int count = 0;
    int from = restAt;
    int end = restAt + restBytes;
    int to = 0;
    while (from < end) {
      int batchBytes = batchBytes(bytes, from, payload.length - to);
      if (batchBytes < 0) {
        throw new IllegalArgumentException("the length of a batch");
      }
      int batchRows = batchRows(bytes, from + JournalUnit.LENGTH_BYTES, batchBytes, end);
      int before = JournalUnit.LENGTH_BYTES + (batchRows == 0 ? batchBytes : PREAMBLE_BYTES);
      int behind = batchRows == 0 ? 0 : batchBytes - PREAMBLE_BYTES - batchRows * ROW_BYTES;
      if (before + behind > end - from) {
        throw new IllegalArgumentException("the rest ends in a batch");
      }
      System.arraycopy(bytes, from, payload, to, before);
      to += before;
      for (int row = 0; row < batchRows; row++, to += ROW_BYTES) {
        rows[count++] = to;
      }
      System.arraycopy(bytes, from + before, payload, to, behind);
      from += before + behind;
      to += behind;
    }
    return Arrays.copyOf(rows, count);
  }

  /** Where the rows are; null if the payload is no sequence of batches. */
  private static int[] rows(byte[] payload) {
    int end = payload.length;
    int[] rows = new int[end / ROW_BYTES];
    int count = 0;
    int at = 0;
    while (at < end) {
      int batchBytes = batchBytes(payload, at, end - at);
      if (batchBytes < 0) {
        return null;
      }
      int batch = at + JournalUnit.LENGTH_BYTES;
      int batchRows = batchRows(payload, batch, batchBytes, end);
      for (int row = 0; row < batchRows; row++) {
        rows[count++] = batch + PREAMBLE_BYTES + row * ROW_BYTES;
      }
      at = batch + batchBytes;
    }
    return Arrays.copyOf(rows, count);
  }

  /** Bytes of the batch whose length is at {@code at}; negative if it is longer than the room. */
  private static int batchBytes(byte[] bytes, int at, int roomBytes) {
    if (roomBytes < JournalUnit.LENGTH_BYTES || bytes.length - at < JournalUnit.LENGTH_BYTES) {
      return -1;
    }
    int batchBytes = LittleEndian.getInt(bytes, at);
    return batchBytes > roomBytes - JournalUnit.LENGTH_BYTES ? -1 : batchBytes;
  }

  private static int batchRows(byte[] bytes, int batch, int batchBytes, int end) {
    if (batchBytes < PREAMBLE_BYTES || end - batch < PREAMBLE_BYTES) {
      return 0;
    }
    long said = LittleEndian.getUnsignedInt(bytes, batch + COUNT_AT);
    return (int) Math.min(said, (batchBytes - PREAMBLE_BYTES) / ROW_BYTES);
  }
}
