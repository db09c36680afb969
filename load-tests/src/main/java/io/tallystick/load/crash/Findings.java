package io.tallystick.load.crash;

import java.util.ArrayList;
import java.util.List;

/** What is wrong. The first ones are kept in words, the rest is counted. */
public final class Findings {
  /** How many are kept in words. */
  public static final int KEPT_MAX = 50;

  private final List<String> kept = new ArrayList<>();
  private long count;

  /** Adds one, in words. */
  public synchronized void add(String finding) {
    count++;
    if (kept.size() < KEPT_MAX) {
      kept.add(finding);
    }
  }

  /** How many there are. */
  public synchronized long count() {
    return count;
  }

  /** The first ones. */
  public synchronized List<String> kept() {
    return List.copyOf(kept);
  }
}
