package io.tallystick.persistence.index.column;

import java.util.List;

/**
 * A question to the columns, answered newest first.
 *
 * @param matches conditions that all must hold; none: every record that the selector takes
 * @param fromNumber lowest record number that counts
 * @param belowNumber record numbers from this one on do not count; at most the number of records
 * @param limit most numbers wanted
 * @param workMax pages of 4 KiB to read, about, before giving what was found with a cursor; at
 *     least 1
 */
public record ColumnQuery(
    List<ColumnMatch> matches, long fromNumber, long belowNumber, int limit, int workMax) {
  /** Work of one query unless told otherwise: 128 MiB read, or 762,000 records of 176 bytes. */
  public static final int WORK_MAX = 1 << 15;

  public ColumnQuery {
    matches = List.copyOf(matches);
  }
}
