package io.tallystick.gatling.feed;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * A feeder without end: each user gets the next value under one key. Safe from several threads,
 * because the populations of a run share it.
 *
 * @param key where the session has the value
 * @param values gives a new value each time
 */
public record Feed(String key, Supplier<?> values) implements Iterator<Map<String, Object>> {
  /** Draws from a list whose elements are all equally likely. */
  public static Feed anyOf(String key, List<?> all) {
    SplittableRandom random = new SplittableRandom();
    return new Feed(key, () -> all.get(random.nextInt(all.size())));
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public synchronized Map<String, Object> next() {
    return Map.of(key, values.get());
  }
}
