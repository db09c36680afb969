package io.tallystick.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.tallystick.config.NodeConfiguration;
import io.tallystick.config.NodeSettings;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose history lies at hand does not depend on how fast its Cassandra comes up. */
class SlowCassandraTest {
  @TempDir Path folder;

  private LocalNode start(String startWait) {
    NodeSettings settings =
        NodeSettings.of(
            ConfigFactory.parseString("tallystick.journal.start-wait = " + startWait)
                .withFallback(ConfigFactory.load("tallystick")));
    return LocalNode.start(
        NodeOptions.single(folder, "127.0.0.1", 0, CassandraChoice.child(), false),
        NodeConfiguration.of(settings),
        step -> {});
  }

  @Test
  void aNodeWithItsHistoryServesWhileItsChildIsStillStartingAndJournalsOnceItIsUp()
      throws Exception {
    try (LocalNode node = start("30s")) {
      NodeFixture.begin(node.url());
      NodeFixture.transfers(node.url(), 1, 1);
      everythingIsJournalled(node.url());
    }
    Path childLock = folder.resolve("cassandra/run/child.lock");
    try (FileChannel channel = FileChannel.open(childLock, StandardOpenOption.WRITE);
        FileLock held = channel.lock();
        LocalNode node = start("200ms")) {
      assertThat(NodeFixture.transfers(node.url(), 1, 1)).contains("\"result\":\"exists\"");
      assertThat(NodeFixture.transfers(node.url(), 2, 1)).contains("\"result\":\"created\"");
      String status = NodeFixture.get(node.url(), "/v1/status");
      assertThat(status).contains("cassandra unreachable", "The Cassandra child is starting");
      assertThat(number(status, "journal_lag_batches")).isPositive();
      held.release();
      everythingIsJournalled(node.url());
    }
  }

  private static void everythingIsJournalled(URI url) {
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () -> {
              String status = NodeFixture.get(url, "/v1/status");
              assertThat(number(status, "journalled_height"))
                  .isPositive()
                  .isEqualTo(number(status, "sealed_height"));
            });
  }

  private static long number(String json, String field) {
    return Long.parseLong(json.replaceAll(".*\"" + field + "\":(\\d+).*", "$1"));
  }
}
