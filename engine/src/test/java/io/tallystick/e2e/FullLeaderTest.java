package io.tallystick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes of which some ask for more free disk than there is: they take no bodies. */
class FullLeaderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private Path full;

  @BeforeEach
  void settings() throws Exception {
    full = folder.resolve("full.conf");
    Files.writeString(full, "tallystick.store.free-bytes-min = 1024 GiB");
  }

  private TestCluster cluster(int withRoom) throws Exception {
    return TestCluster.start(
        folder, 3, node -> node == withRoom ? Optional.empty() : Optional.of(full), TestNode.HTTP);
  }

  private static int leading(TestCluster cluster) throws Exception {
    for (int node : cluster.nodes().keySet()) {
      if (cluster.node(node).get("/v1/status").body().contains("\"role\":\"leader\"")) {
        return node;
      }
    }
    return 0;
  }

  @Test
  void theOneWithRoomGetsTheLeadAndEveryNodeTakesBodies() throws Exception {
    try (TestCluster cluster = cluster(3)) {
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(cluster.leader()).isEqualTo(3));
      for (int node : cluster.nodes().keySet()) {
        assertThat(cluster.node(node).post("/v1/ledgers", "{\"code\":\"EUR\"}").statusCode())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void whereNobodyHasRoomTheLeadStaysAndBodiesAreRefused() throws Exception {
    try (TestCluster cluster = cluster(0)) {
      int leader =
          Awaitility.await()
              .atMost(PATIENCE)
              .ignoreExceptions()
              .until(() -> leading(cluster), node -> node != 0);
      String refused = cluster.node(leader).post("/v1/ledgers", "{\"code\":\"EUR\"}").body();
      assertThat(refused).contains("disk_nearly_full");
      Awaitility.await()
          .during(Duration.ofSeconds(4))
          .atMost(PATIENCE)
          .until(() -> leading(cluster) == leader);
    }
  }
}
