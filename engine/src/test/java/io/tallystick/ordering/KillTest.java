package io.tallystick.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed in the middle of its work, again and again on the same folder. */
class KillTest {
  private static final int ROUNDS = 3;

  @TempDir Path folder;

  @Test
  void everythingSettledBeforeAKillIsThereAfterwards() throws Exception {
    Path log = folder.resolve("log");
    Path notes = folder.resolve("notes");
    for (int round = 1; round <= ROUNDS; round++) {
      long before = Files.exists(notes) ? Files.size(notes) : 0;
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  KilledReplica.class.getName(),
                  log.toString(),
                  notes.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output-" + round).toFile())
              .start();
      long wanted = before + (300L + 137 * round) * KilledReplica.NOTE_BYTES;
      try {
        await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(7))
            .until(() -> Files.exists(notes) && Files.size(notes) >= wanted);
      } finally {
        process.destroyForcibly().waitFor();
      }
      assertHolds(log, notes(notes));
    }
  }

  private static Map<Long, Long> notes(Path file) throws IOException {
    Map<Long, Long> noted = new TreeMap<>();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    while (bytes.remaining() >= KilledReplica.NOTE_BYTES) {
      noted.put(bytes.getLong(), bytes.getLong());
    }
    return noted;
  }

  private static void assertHolds(Path log, Map<Long, Long> noted) throws Exception {
    ActorTestKit kit = ActorTestKit.create();
    try (Ordering ordering =
        OrderingNode.start(kit.system(), OrderingSettings.single("killed"), log)) {
      ordering.ready().toCompletableFuture().get(30, TimeUnit.SECONDS);
      try (CommittedEntries entries = ordering.committed(ordering.status().firstIndex() - 1)) {
        int found = 0;
        while (found < noted.size()) {
          CommittedEntry entry = entries.take(TimeUnit.SECONDS.toNanos(20));
          assertThat(entry).as("%s of %s found", found, noted.size()).isNotNull();
          Long number = noted.get(entry.index());
          if (number != null) {
            assertThat(ByteBuffer.wrap(entry.bytes(), entry.offset(), 8).getLong())
                .isEqualTo(number);
            found++;
          }
        }
      }
    } finally {
      kit.shutdownTestKit();
    }
  }
}
