package io.tallystick.persistence.journal;

import java.util.Arrays;

/**
 * The words of all rows at one place, v<sub>0</sub> … v<sub>n-1</sub>. A column begins with the
 * number of its way:
 *
 * <pre>
 * 0 raw   n times u64
 * 1 same  u64, which all are
 * 2 like  u8 w: they are those of the column w before
 * 3 near  u64 m, then v - m of each, as numbers of as many bytes as they need
 * 4 step  v - the one before (0 before the first), its sign in the lowest bit, in such numbers
 * 5 back  u64 m, then m + i - v of each, in such numbers
 * </pre>
 *
 * <p>Ids are raw, what is the same everywhere is told once, accounts and amounts are near, times go
 * by steps, and the numbers of accounts' previous records are some way back from a record's own.
 */
final class WordColumn {
  private static final int RAW = 0;
  private static final int SAME = 1;
  private static final int LIKE = 2;
  private static final int NEAR = 3;
  private static final int STEP = 4;
  private static final int BACK = 5;

  /** Rows that are looked at to choose a way; a bad choice costs bytes only. */
  private static final int SAMPLE = 64;

  private final long[][] columns;
  private final int at;
  private final long[] words;

  /**
   * @param columns all columns of the rows, of one length
   * @param at which one this is; those before it are there
   */
  WordColumn(long[][] columns, int at) {
    this.columns = columns;
    this.at = at;
    this.words = columns[at];
  }

  /** Writes the column. */
  void write(WordWriter out) {
    if (same()) {
      out.putByte(SAME);
      out.putLong(words[0]);
      return;
    }
    int like = like();
    if (like >= 0) {
      out.putByte(LIKE);
      out.putByte(like);
      return;
    }
    long near = near();
    long back = back();
    int way = way(near, back);
    out.putByte(way);
    switch (way) {
      case NEAR -> writeNear(near, out);
      case STEP -> writeSteps(out);
      case BACK -> writeBack(back, out);
      default -> writeRaw(out);
    }
  }

  private boolean same() {
    long different = 0;
    long first = words[0];
    for (long word : words) {
      different |= word ^ first;
    }
    return different == 0;
  }

  /** The first column before that has the same words, or -1. */
  private int like() {
    for (int before = 0; before < at; before++) {
      if (Arrays.equals(columns[before], words)) {
        return before;
      }
    }
    return -1;
  }

  /** The least word, as signed numbers go. */
  private long near() {
    long least = Long.MAX_VALUE;
    for (long word : words) {
      least = Math.min(least, word);
    }
    return least;
  }

  /** The most of all v - i, as signed numbers go. */
  private long back() {
    long most = Long.MIN_VALUE;
    for (int i = 0; i < words.length; i++) {
      most = Math.max(most, words[i] - i);
    }
    return most;
  }

  private int way(long near, long back) {
    long nearBytes = 0;
    long stepBytes = 0;
    long backBytes = 0;
    int looked = 0;
    int apart = Math.max(1, words.length / SAMPLE);
    for (int i = 0; i < words.length; i += apart, looked++) {
      nearBytes += WordWriter.variableBytes(words[i] - near);
      stepBytes += WordWriter.variableBytes(step(i));
      backBytes += WordWriter.variableBytes(back + i - words[i]);
    }
    long least = Math.min(Math.min(nearBytes, stepBytes), backBytes);
    if (least >= (long) looked * Long.BYTES) {
      return RAW;
    }
    if (least == nearBytes) {
      return NEAR;
    }
    return least == stepBytes ? STEP : BACK;
  }

  private long step(int i) {
    long step = words[i] - (i == 0 ? 0 : words[i - 1]);
    return (step << 1) ^ (step >> (Long.SIZE - 1));
  }

  private void writeRaw(WordWriter out) {
    out.room(words.length * Long.BYTES);
    for (long word : words) {
      out.putLong(word);
    }
  }

  private void writeNear(long near, WordWriter out) {
    out.putLong(near);
    out.room(words.length * WordWriter.VARIABLE_BYTES_MAX);
    for (long word : words) {
      out.putVariable(word - near);
    }
  }

  private void writeSteps(WordWriter out) {
    out.room(words.length * WordWriter.VARIABLE_BYTES_MAX);
    for (int i = 0; i < words.length; i++) {
      out.putVariable(step(i));
    }
  }

  private void writeBack(long back, WordWriter out) {
    out.putLong(back);
    out.room(words.length * WordWriter.VARIABLE_BYTES_MAX);
    for (int i = 0; i < words.length; i++) {
      out.putVariable(back + i - words[i]);
    }
  }

  /** Reads the column. */
  void read(WordReader in) {
    int way = in.getByte();
    switch (way) {
      case RAW -> readRaw(in);
      case SAME -> Arrays.fill(words, in.getLong());
      case LIKE -> readLike(in.getByte());
      case NEAR -> readNear(in.getLong(), in);
      case STEP -> readSteps(in);
      case BACK -> readBack(in.getLong(), in);
      default -> throw new IllegalArgumentException("way " + way + " of column " + at);
    }
  }

  private void readRaw(WordReader in) {
    for (int i = 0; i < words.length; i++) {
      words[i] = in.getLong();
    }
  }

  private void readLike(int before) {
    if (before < 0 || before >= at) {
      throw new IllegalArgumentException("column " + at + " is like " + before);
    }
    System.arraycopy(columns[before], 0, words, 0, words.length);
  }

  private void readNear(long near, WordReader in) {
    for (int i = 0; i < words.length; i++) {
      words[i] = near + in.getVariable();
    }
  }

  private void readSteps(WordReader in) {
    long word = 0;
    for (int i = 0; i < words.length; i++) {
      long step = in.getVariable();
      word += (step >>> 1) ^ -(step & 1);
      words[i] = word;
    }
  }

  private void readBack(long back, WordReader in) {
    for (int i = 0; i < words.length; i++) {
      words[i] = back + i - in.getVariable();
    }
  }
}
