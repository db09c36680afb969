package io.tallystick.batch;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;

/**
 * What is wrong with bytes, and where.
 *
 * @param fromByte first byte of the range at fault, from the start of the entry or sealed batch
 * @param toByte first byte behind it
 * @param what stable snake_case name of what was checked
 * @param expected what should stand there
 * @param found what stands there
 */
public record BatchFault(long fromByte, long toByte, String what, String expected, String found) {

  static BatchFault number(long fromByte, int bytes, String what, long expected, long found) {
    return new BatchFault(
        fromByte, fromByte + bytes, what, Long.toString(expected), Long.toString(found));
  }

  static BatchFault range(long fromByte, int bytes, String what, String expected, long found) {
    return new BatchFault(fromByte, fromByte + bytes, what, expected, Long.toString(found));
  }

  /** The same fault of a part that starts at {@code offset} of the whole. */
  BatchFault shifted(long offset) {
    return new BatchFault(fromByte + offset, toByte + offset, what, expected, found);
  }

  /** The fault as an error of kind DAMAGED. */
  public TallystickException damaged(String code) {
    return TallystickException.of(ErrorKind.DAMAGED, code, toString());
  }

  @Override
  public String toString() {
    return what
        + " at bytes "
        + fromByte
        + "…"
        + toByte
        + ": expected "
        + expected
        + ", found "
        + found;
  }
}
