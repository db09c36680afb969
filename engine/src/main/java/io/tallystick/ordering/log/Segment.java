package io.tallystick.ordering.log;

import java.util.Locale;

/** One segment file in use. */
final class Segment {
  private static final String PREFIX = "segment-";
  private static final String SUFFIX = ".raft";

  /** Name of a file that is being made ready; never holds anything. */
  static final String PREPARED = "prepared.tmp";

  /** Name of a file that was a segment; void whatever it holds. */
  static final String SPARE = "spare.tmp";

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

  static boolean isSegment(String name) {
    return name.matches(PREFIX + "\\d{16}\\" + SUFFIX);
  }

  static long numberOf(String name) {
    return Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
  }
}
