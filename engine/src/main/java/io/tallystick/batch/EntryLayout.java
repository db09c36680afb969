package io.tallystick.batch;

/** Offsets of the entry (docs/batch-format.md, "Entry"). */
final class EntryLayout {
  static final int FORMAT_VERSION = 1;

  static final int VERSION = 0;
  static final int FLAGS = 2;
  static final int ENTRY_BYTES = 4;
  static final int STAMP = 8;
  static final int EVENT_COUNT = 16;
  static final int BODY_COUNT = 20;
  static final int SIDE_BYTES = 24;
  static final int RESERVED = 28;
  static final int HEADER_BYTES = 32;

  static final int BODY_KIND = 0;
  static final int BODY_RESERVED = 2;
  static final int BODY_ROWS = 4;
  static final int BODY_HEADER_BYTES = 8;

  static final int CHECKSUM_BYTES = 4;

  private EntryLayout() {}
}
