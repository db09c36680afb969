package io.tallystick.ordering.log;

/**
 * A place of the log's files whose bytes are not what was written.
 *
 * @param fromByte first byte of the group, or of the file's head, that is not whole
 * @param toByte where what is whole begins again, exclusive; equal to {@code fromByte} if something
 *     is missing there
 * @param firstEntry index of the first entry that may lie in it; {@link #UNKNOWN} if that cannot be
 *     told
 * @param lastEntry index of the last one, {@code firstEntry - 1} if no entry lies in it; {@link
 *     #UNKNOWN} if nothing whole follows that tells it
 * @param what what is wrong
 */
public record DamagedSpot(
    String file, long fromByte, long toByte, long firstEntry, long lastEntry, String what) {
  /** Stands for an index that cannot be told. */
  public static final long UNKNOWN = -1;

  DamagedSpot endsBefore(long entry) {
    return new DamagedSpot(file, fromByte, toByte, firstEntry, entry - 1, what);
  }

  @Override
  public String toString() {
    return file
        + ", bytes "
        + fromByte
        + " … "
        + toByte
        + ", entries "
        + index(firstEntry)
        + " … "
        + index(lastEntry)
        + " ("
        + what
        + ")";
  }

  private static String index(long entry) {
    return entry == UNKNOWN ? "?" : Long.toString(entry);
  }
}
