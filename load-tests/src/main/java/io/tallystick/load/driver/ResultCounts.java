package io.tallystick.load.driver;

import java.util.Map;
import java.util.TreeMap;

/** How many rows became what; written by one thread, read after it has ended. */
final class ResultCounts {
  private final Map<String, long[]> refused = new TreeMap<>();
  private long created;

  void created(long rows) {
    created += rows;
  }

  void refused(String result) {
    refused.computeIfAbsent(result, name -> new long[1])[0]++;
  }

  void add(ResultCounts other) {
    created += other.created;
    other.refused.forEach(
        (name, count) -> refused.computeIfAbsent(name, n -> new long[1])[0] += count[0]);
  }

  long created() {
    return created;
  }

  /** Rows by result, without those that were created. */
  Map<String, Long> refused() {
    Map<String, Long> copy = new TreeMap<>();
    refused.forEach((name, count) -> copy.put(name, count[0]));
    return copy;
  }

  long refusedRows() {
    return refused.values().stream().mapToLong(count -> count[0]).sum();
  }
}
