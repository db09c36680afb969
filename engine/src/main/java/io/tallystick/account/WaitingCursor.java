package io.tallystick.account;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the list of what waits for approvals at an account, which is in the order of opening,
 * then of ids.
 *
 * @param openedAt ns since 1970
 * @param what the id of what waits
 */
public record WaitingCursor(long openedAt, Id what) implements Comparable<WaitingCursor> {
  private static final Pattern TEXT =
      Pattern.compile("([0-9]{1,18}|[0-8][0-9]{18})-([0-9a-f]{32})");
  private static final int HALF = 16;

  /** As it stands in answers and in the parameter {@code cursor}. */
  public String text() {
    return openedAt + "-" + what.toHex().substring(2);
  }

  /** The place of a text; {@code cursor_invalid} (INVALID) if it is none. */
  public static WaitingCursor parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw TallystickException.field(
          ErrorKind.INVALID,
          "cursor_invalid",
          "cursor",
          text,
          TallystickException.NO_ROW,
          "a cursor that an answer gave");
    }
    String id = matcher.group(2);
    return new WaitingCursor(
        Long.parseLong(matcher.group(1)),
        new Id(
            Long.parseUnsignedLong(id, 0, HALF, HALF),
            Long.parseUnsignedLong(id, HALF, 2 * HALF, HALF)));
  }

  @Override
  public int compareTo(WaitingCursor other) {
    int byTime = Long.compare(openedAt, other.openedAt);
    if (byTime != 0) {
      return byTime;
    }
    int byHigh = Long.compareUnsigned(what.high(), other.what.high());
    return byHigh != 0 ? byHigh : Long.compareUnsigned(what.low(), other.what.low());
  }
}
