package io.tallystick.load.crash;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Named counters that many threads add to. */
final class Counts {
  private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();

  void add(String name, long count) {
    counters.computeIfAbsent(name, n -> new LongAdder()).add(count);
  }

  void increment(String name) {
    add(name, 1);
  }

  long get(String name) {
    LongAdder counter = counters.get(name);
    return counter == null ? 0 : counter.sum();
  }

  /** All counters whose names begin so, without that beginning, by name. */
  Map<String, Long> startingWith(String prefix) {
    Map<String, Long> found = new TreeMap<>();
    counters.forEach(
        (name, counter) -> {
          if (name.startsWith(prefix)) {
            found.put(name.substring(prefix.length()), counter.sum());
          }
        });
    return found;
  }
}
