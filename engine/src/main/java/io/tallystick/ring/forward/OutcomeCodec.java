package io.tallystick.ring.forward;

import io.tallystick.ring.Body;
import io.tallystick.ring.Outcome;
import io.tallystick.ring.wire.WireReader;
import io.tallystick.ring.wire.WireWriter;

/**
 * Bytes of an outcome. Rows of one body that were created have timestamps that follow each other,
 * so only the others are written one by one: an answer to 8,190 new transfers takes a few bytes.
 *
 * <pre>
 * i64  height
 * i32  rows
 * u8   flags: 1 first results follow, 2 balances follow
 * i64  base: a row that is not listed was created (result 0) at base + row
 * i32  listed rows; each: i32 row (ascending), i32 result, i64 timestamp;
 *      with flag 1 also i32 first result, i64 first timestamp (0 and 0 where not listed)
 *      with flag 2: rows × 8 × i64, as in Outcome
 * </pre>
 */
final class OutcomeCodec {
  private static final int FIRSTS = 1;
  private static final int BALANCES = 2;
  private static final int BALANCES_PER_ROW = 8;
  private static final int FIXED_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES + 1;
  private static final int LISTED_BYTES = 2 * (Integer.BYTES + Long.BYTES) + Integer.BYTES;

  private OutcomeCodec() {}

  /** Bytes of an answer that lists every row, at most. */
  static int bytesMax(int rows, boolean balances) {
    return FIXED_BYTES + rows * (LISTED_BYTES + (balances ? BALANCES_PER_ROW * Long.BYTES : 0));
  }

  static int bytesMax(Outcome outcome) {
    return bytesMax(outcome.results().length, outcome.balances() != null);
  }

  static void write(WireWriter out, Outcome outcome) {
    int rows = outcome.results().length;
    boolean firsts = outcome.firstResults() != null;
    boolean balances = outcome.balances() != null;
    long base = base(outcome);
    out.i64(outcome.height()).i32(rows);
    out.u8((firsts ? FIRSTS : 0) | (balances ? BALANCES : 0)).i64(base);
    int listed = 0;
    for (int row = 0; row < rows; row++) {
      listed += isPlain(outcome, row, base) ? 0 : 1;
    }
    out.i32(listed);
    for (int row = 0; row < rows; row++) {
      if (!isPlain(outcome, row, base)) {
        out.i32(row).i32(outcome.results()[row]).i64(outcome.timestamps()[row]);
        if (firsts) {
          out.i32(outcome.firstResults()[row]).i64(outcome.firstTimestamps()[row]);
        }
      }
    }
    if (balances) {
      for (int i = 0; i < rows * BALANCES_PER_ROW; i++) {
        out.i64(outcome.balances()[i]);
      }
    }
  }

  private static long base(Outcome outcome) {
    for (int row = 0; row < outcome.results().length; row++) {
      if (outcome.results()[row] == 0) {
        return outcome.timestamps()[row] - row;
      }
    }
    return 0;
  }

  private static boolean isPlain(Outcome outcome, int row, long base) {
    return outcome.results()[row] == 0
        && outcome.timestamps()[row] == base + row
        && (outcome.firstResults() == null
            || (outcome.firstResults()[row] == 0 && outcome.firstTimestamps()[row] == 0));
  }

  static Outcome read(WireReader in) {
    long height = in.i64();
    int rows = in.count(1, Body.ROWS_MAX, "rows of an answer");
    int flags = in.u8();
    if ((flags & ~(FIRSTS | BALANCES)) != 0) {
      throw WireReader.damaged("an answer with the unknown flags " + flags);
    }
    boolean firsts = (flags & FIRSTS) != 0;
    long base = in.i64();
    int[] results = new int[rows];
    long[] timestamps = new long[rows];
    for (int row = 0; row < rows; row++) {
      timestamps[row] = base + row;
    }
    int[] firstResults = firsts ? new int[rows] : null;
    long[] firstTimestamps = firsts ? new long[rows] : null;
    int listed = in.count(0, rows, "listed rows of an answer");
    int before = -1;
    for (int i = 0; i < listed; i++) {
      int row = in.count(before + 1, rows - 1, "row of an answer");
      results[row] = in.i32();
      timestamps[row] = in.i64();
      if (firsts) {
        firstResults[row] = in.i32();
        firstTimestamps[row] = in.i64();
      }
      before = row;
    }
    long[] balances = (flags & BALANCES) == 0 ? null : balances(in, rows);
    return new Outcome(height, results, timestamps, firstResults, firstTimestamps, balances);
  }

  private static long[] balances(WireReader in, int rows) {
    long[] balances = new long[rows * BALANCES_PER_ROW];
    for (int i = 0; i < balances.length; i++) {
      balances[i] = in.i64();
    }
    return balances;
  }
}
