package io.tallystick.batch;

/** The offsets of a stored record that a batch looks at (docs/batch-format.md, "Stored record"). */
final class RecordLayout {
  static final int TIMESTAMP = 120;
  static final int DEBIT_PREVIOUS = 136;
  static final int CREDIT_PREVIOUS = 144;
  static final int RELATED = 160;
  static final int TYPE = 172;
  static final int RESERVED = 174;

  static final int TYPE_FIRST = 1;
  static final int TYPE_PENDING_EXPIRED = 5;
  static final int TYPE_LAST = 8;

  static final long NONE = -1L;

  private RecordLayout() {}
}
