package io.tallystick.ledger;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/** The results of one kind of row by the numbers that records, entries and answers hold. */
public final class ResultNumbers<R> {
  private final Map<Integer, R> results = new HashMap<>();

  /** All results with their numbers. */
  public ResultNumbers(R[] all, ToIntFunction<R> number) {
    for (R result : all) {
      results.put(number.applyAsInt(result), result);
    }
  }

  /** The result of a number; one that is unknown is damage ({@code result_unknown}). */
  public R of(int number) {
    R result = results.get(number);
    if (result == null) {
      throw TallystickException.of(
          ErrorKind.DAMAGED, "result_unknown", "no result has the number " + number);
    }
    return result;
  }
}
