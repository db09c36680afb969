package io.tallystick.persistence.index.column;

/**
 * A question to the columns, answered newest first.
 *
 * @param field which field, by its place in the settings
 * @param valueHigh upper 64 bits of the value
 * @param valueLow lower 64 bits of the value
 * @param fromNumber lowest record number that counts
 * @param belowNumber record numbers from this one on do not count; at most the number of records
 * @param limit most numbers wanted
 * @param workMax pages of 4 KiB to read, about, before giving what was found with a cursor
 */
public record ColumnQuery(
    int field,
    long valueHigh,
    long valueLow,
    long fromNumber,
    long belowNumber,
    int limit,
    int workMax) {
  /** Work of one query unless told otherwise: 128 MiB read. */
  public static final int WORK_MAX = 1 << 15;
}
