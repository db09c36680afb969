package io.tallystick.load.crash;

import java.util.ArrayList;
import java.util.List;

/** What is wrong. The first ones are kept in words, the rest is counted. */
final class Findings {
  /** How many are kept in words. */
  static final int KEPT_MAX = 50;

  private final List<String> kept = new ArrayList<>();
  private long count;

  synchronized void add(String finding) {
    count++;
    if (kept.size() < KEPT_MAX) {
      kept.add(finding);
    }
  }

  synchronized long count() {
    return count;
  }

  synchronized List<String> kept() {
    return List.copyOf(kept);
  }
}
