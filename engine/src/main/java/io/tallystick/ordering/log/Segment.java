package io.tallystick.ordering.log;

import java.util.Locale;

/** One segment file in use. */
final class Segment {
  private static final String PREFIX = "segment-";
  private static final String SUFFIX = ".raft";

  /** Name of a file that is being made ready; never holds anything. */
  static final String PREPARED = "prepared.tmp";

  private static final String SPARE_PREFIX = "spare";
  private static final String SPARE_SUFFIX = ".tmp";

  final LogFile file;
  final long number;
  final long startIndex;
  final long bytes;
  long end = LogFormat.SEGMENT_HEADER_BYTES;

  /**
   * Whether the log could begin here: false once entries before its start were cut and replaced.
   */
  boolean mayStartLog = true;

  Segment(LogFile file, SegmentHeader header) {
    this.file = file;
    this.number = header.number();
    this.startIndex = header.startIndex();
    this.bytes = header.fileBytes();
  }

  static String fileName(long number) {
    return String.format(Locale.ROOT, "%s%016d%s", PREFIX, number, SUFFIX);
  }

  /** Name of a file that was a segment; void whatever it holds. */
  static String spareName(int number) {
    return SPARE_PREFIX + "-" + number + SPARE_SUFFIX;
  }

  /** Whether the name is that of a file that holds nothing: being made ready, or a spare one. */
  static boolean isVoid(String name) {
    return name.equals(PREPARED) || (name.startsWith(SPARE_PREFIX) && name.endsWith(SPARE_SUFFIX));
  }

  static boolean isSegment(String name) {
    return name.matches(PREFIX + "\\d{16}\\" + SUFFIX);
  }

  static long numberOf(String name) {
    return Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
  }
}
