package io.tallystick.gatling.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Levels of a rising rate, and which of them hold the bound: at most one request of a hundred that
 * failed or took longer.
 */
public final class CapacitySearch {
  private static final double MISSED_SHARE_MAX = 0.01;

  private final List<Level> levels = new ArrayList<>();

  /**
   * @param ratePerSecond of the highest level
   * @param count of levels; each is an equal step above the one before
   * @param seconds of all levels together
   * @param p99Ms the bound in milliseconds
   */
  public CapacitySearch(double ratePerSecond, int count, int seconds, int p99Ms) {
    List<Integer> lengths = Parts.of(seconds, count);
    for (int i = 1; i <= count; i++) {
      double rate = ratePerSecond * i / count;
      String name = String.format(Locale.ROOT, "level %02d: %,.0f / s", i, rate);
      levels.add(new Level(new Phase(name, rate, lengths.get(i - 1)), p99Ms));
    }
  }

  /** The levels from the lowest on, one behind the other. */
  public List<Phase> phases() {
    return levels.stream().map(Level::phase).toList();
  }

  /** The level that is run as a phase. */
  public Level levelOf(Phase phase) {
    return levels.get(phases().indexOf(phase));
  }

  /** Whether a level has broken, so that there is no point in going on. */
  public boolean isOver() {
    return levels.stream().anyMatch(Level::isBroken);
  }

  /** What was found, in words. */
  public String outcome() {
    Optional<Level> broken = levels.stream().filter(Level::isBroken).findFirst();
    int held = broken.map(levels::indexOf).orElse(levels.size());
    String highest =
        held == 0 ? "no level held" : "the highest that held is " + levels.get(held - 1).told();
    return broken
        .map(level -> "Capacity: " + level.told() + " broke the bound; " + highest + ".")
        .orElse("Capacity: every level held; the highest is " + highest(levels) + ".");
  }

  private static String highest(List<Level> levels) {
    return levels.get(levels.size() - 1).told();
  }

  /** One rate and what became of its requests; safe from several threads. */
  public static final class Level {
    private final Phase phase;
    private final int p99Ms;
    private final double missedMax;
    private final LongAdder missed = new LongAdder();

    private Level(Phase phase, int p99Ms) {
      this.phase = phase;
      this.p99Ms = p99Ms;
      missedMax = phase.ratePerSecond() * phase.seconds() * MISSED_SHARE_MAX;
    }

    /** How it is run. */
    public Phase phase() {
      return phase;
    }

    /** Counts one answer. */
    public void count(boolean failed, int responseMs) {
      if (failed || responseMs >= p99Ms) {
        missed.increment();
      }
    }

    /** As soon as more were missed than may be in the whole level. */
    boolean isBroken() {
      return missed.sum() > missedMax;
    }

    private String told() {
      return String.format(Locale.ROOT, "%,.0f requests a second", phase.ratePerSecond());
    }
  }
}
