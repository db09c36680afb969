package io.tallystick.batch;

/** Offsets of one side item (docs/batch-format.md, "Side section"). */
final class SideLayout {
  static final int KIND = 0;
  static final int INDEX = 1;
  static final int VALUE_BYTES = 5;
  static final int HEADER_BYTES = 7;

  private SideLayout() {}
}
