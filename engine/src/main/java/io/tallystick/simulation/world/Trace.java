package io.tallystick.simulation.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What happened in a run: a hash over all of it, equal if and only if two runs went alike, and the
 * newest events in words.
 */
public final class Trace {
  /** How many events are kept in words. */
  public static final int KEPT = 60;

  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final double MICROS_PER_MS = 1_000;
  private static final int NUMBERS = 5;

  private final String[] what = new String[KEPT];
  private final long[] numbers = new long[KEPT * NUMBERS];
  private long count;
  private long hash;

  /** Notes an event of a node (0: of none) with up to three numbers. */
  public void note(long atNanos, int node, String event, long a, long b, long c) {
    int at = (int) (count % KEPT);
    count++;
    what[at] = event;
    numbers[at * NUMBERS] = atNanos;
    numbers[at * NUMBERS + 1] = node;
    numbers[at * NUMBERS + 2] = a;
    numbers[at * NUMBERS + 3] = b;
    numbers[at * NUMBERS + 4] = c;
    mix(event.hashCode());
    for (int i = 0; i < NUMBERS; i++) {
      mix(numbers[at * NUMBERS + i]);
    }
  }

  private void mix(long value) {
    long mixed = (hash ^ value) * MIX;
    hash = mixed ^ (mixed >>> 29);
  }

  /** The hash over all events so far. */
  public long hash() {
    return hash;
  }

  /** How many events there were. */
  public long count() {
    return count;
  }

  /** The newest events, oldest first. */
  public List<String> newest() {
    List<String> lines = new ArrayList<>();
    for (long each = Math.max(0, count - KEPT); each < count; each++) {
      int at = (int) (each % KEPT);
      lines.add(
          String.format(
              Locale.ROOT,
              "%10.3f ms  node %d  %-18s %d %d %d",
              numbers[at * NUMBERS] / NANOS_PER_MICRO / MICROS_PER_MS,
              numbers[at * NUMBERS + 1],
              what[at],
              numbers[at * NUMBERS + 2],
              numbers[at * NUMBERS + 3],
              numbers[at * NUMBERS + 4]));
    }
    return lines;
  }
}
