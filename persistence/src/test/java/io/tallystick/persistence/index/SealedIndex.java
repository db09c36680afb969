package io.tallystick.persistence.index;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** Waits for the index's background work in tests. */
final class SealedIndex {
  private SealedIndex() {}

  static void awaitQuiet(IdIndex index) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(2))
        .until(() -> index.stats().sealingEntries() == 0);
  }
}
