package io.tallystick.ring.query;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;

/**
 * Cursors are the position at which the next page begins, as digits with a letter that says of
 * what.
 */
final class Cursors {
  private Cursors() {}

  static String of(char kind, long position) {
    return kind + Long.toString(position);
  }

  /**
   * The position of a cursor.
   *
   * @param most largest valid position
   * @throws TallystickException {@code cursor_invalid} (INVALID)
   */
  static long position(char kind, String cursor, long most) {
    if (cursor.length() > 1 && cursor.length() <= 20 && cursor.charAt(0) == kind) {
      try {
        long position = Long.parseLong(cursor, 1, cursor.length(), 10);
        if (position >= 0 && position <= most) {
          return position;
        }
      } catch (NumberFormatException notDigits) {
        throw invalid(cursor);
      }
    }
    throw invalid(cursor);
  }

  static TallystickException invalid(String cursor) {
    return TallystickException.field(
        ErrorKind.INVALID,
        "cursor_invalid",
        "cursor",
        cursor,
        TallystickException.NO_ROW,
        "a cursor is taken from an earlier page of the same query, unchanged");
  }
}
