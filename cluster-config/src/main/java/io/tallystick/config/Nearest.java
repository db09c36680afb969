package io.tallystick.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name that somebody most likely meant. Pure. */
final class Nearest {
  /**
   * A name counts as meant if at most a third of its letters are wrong, and at least two may be.
   */
  private static final int WRONG_SHARE = 3;

  private static final int WRONG_ALWAYS = 2;

  private Nearest() {}

  /**
   * The nearest of the known paths: by all of it, or, where that is too far off, one with the same
   * last part, since that is what people remember.
   */
  static Optional<String> of(String path, Collection<String> known) {
    Optional<String> whole =
        known.stream()
            .min(
                Comparator.comparingInt((String one) -> distance(path, one))
                    .thenComparing(Comparator.naturalOrder()))
            .filter(one -> isNear(path, one));
    return whole.isPresent()
        ? whole
        : known.stream().sorted().filter(one -> isNear(last(path), last(one))).findFirst();
  }

  /** Whether one was likely meant by the other. */
  static boolean isNear(String path, String known) {
    return distance(path, known) <= Math.max(WRONG_ALWAYS, known.length() / WRONG_SHARE);
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** Letters to insert, remove or change until one is the other. */
  static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] now = new int[b.length() + 1];
      now[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(change, 1 + Math.min(before[j], now[j - 1]));
      }
      before = now;
    }
    return before[b.length()];
  }
}
