package io.tallystick.cli.bulk;

/**
 * What a row became that was not created.
 *
 * @param row its place in the body, from 0
 * @param result the result's stable name
 */
record RowResult(int row, String result) {
  /** The result of a row that was settled before. */
  static final String EXISTS = "exists";
}
