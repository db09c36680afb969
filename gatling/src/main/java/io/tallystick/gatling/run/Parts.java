package io.tallystick.gatling.run;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a run into parts of whole seconds, because Gatling counts the users of whole seconds only.
 */
public final class Parts {
  private Parts() {}

  /**
   * Lengths of the parts, which differ by at most a second and make up the whole.
   *
   * @throws IllegalArgumentException if there is not a second for each
   */
  public static List<Integer> of(int seconds, int parts) {
    if (seconds < parts) {
      throw new IllegalArgumentException(
          "-Dseconds=" + seconds + ": must be at least " + parts + ", a second for each part");
    }
    List<Integer> lengths = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      long from = (long) seconds * i / parts;
      long to = (long) seconds * (i + 1) / parts;
      lengths.add((int) (to - from));
    }
    return lengths;
  }
}
