package io.tallystick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes: one order, whatever becomes of one of them. */
class ThreeNodesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void theOrderGoesOnWithoutItsLeaderAndTheOneThatCameBackHasTheSameHashes() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, 3, Optional.empty())) {
      int first = awaitLeader(cluster);
      declare(cluster.node(first));
      pay(cluster.node(first), "before");
      cluster.stop(first);
      int second = awaitLeader(cluster);
      assertThat(second).isNotEqualTo(first);
      pay(cluster.node(second), "without");
      assertThat(cluster.node(second).get("/v1/transfers/before").statusCode()).isEqualTo(200);
      cluster.start(first);
      awaitEqualHashes(cluster);
      for (TestNode node : cluster.nodes().values()) {
        assertThat(node.get("/v1/transfers/without").body()).contains("\"created\"");
        awaitMembers(node, 3);
      }
    }
  }

  @Test
  void everyNodeTakesEveryRequestAndReadsWhatWasAnsweredElsewhere() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, 3, Optional.empty())) {
      int leader = awaitLeader(cluster);
      int follower = leader == 1 ? 2 : 1;
      int other = 6 - leader - follower;
      declare(cluster.node(follower));
      for (int payment = 0; payment < 20; payment++) {
        String id = "p-" + payment;
        pay(cluster.node(follower), id);
        // Behind a read barrier: what was answered before is there, on every node.
        assertThat(cluster.node(other).get("/v1/transfers/" + id).statusCode()).isEqualTo(200);
        assertThat(cluster.node(leader).get("/v1/accounts/b").body())
            .contains("\"credits_posted\":\"" + (payment + 1) + "\"");
      }
      ManyTransfers.settle(cluster.node(other).url(), 3, 1);
      assertThat(cluster.node(follower).get("/v1/accounts/b").body())
          .contains("\"credits_posted\":\"" + (20 + 3 * 8_190) + "\"");
      awaitEqualHashes(cluster);
    }
  }

  @Test
  void aNodeThatLostItsFolderGetsTheWholeHistoryAndItsVoteBack() throws Exception {
    Path config = folder.resolve("small.conf");
    Files.writeString(
        config,
        """
        tallystick.log.segment-bytes = 16 MiB
        tallystick.store.checkpoint-log-bytes = 4 MiB
        """);
    try (TestCluster cluster = TestCluster.start(folder, 3, Optional.of(config))) {
      int leader = awaitLeader(cluster);
      declare(cluster.node(leader));
      int lost = leader == 3 ? 2 : 3;
      cluster.stop(lost);
      wipe(cluster.data(lost));
      ManyTransfers.settle(cluster.node(leader).url(), 60, 1);
      awaitLogCut(cluster.node(leader));
      cluster.start(lost);
      awaitEqualHashes(cluster);
      // Its vote: with the third node away, the two settle.
      int third = 6 - leader - lost;
      awaitVoter(cluster, lost);
      cluster.stop(third);
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(
              () -> {
                int now = cluster.leader();
                return now != 0 && tryPay(cluster.node(now), "with-the-new-one");
              });
    }
  }

  private static void awaitLogCut(TestNode node) {
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () ->
                node.get("/metrics").body().contains("tallystick_log_first_index")
                    && metric(node, "tallystick_log_first_index") > 1);
  }

  private static void awaitMembers(TestNode node, int members) {
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> metric(node, "tallystick_cluster_members") == members);
  }

  private static void awaitVoter(TestCluster cluster, int node) {
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> metric(cluster.node(node), "tallystick_raft_voter") == 1);
  }

  private static double metric(TestNode node, String name) throws Exception {
    return node.get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(-1);
  }

  private static int awaitLeader(TestCluster cluster) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(cluster::leader, leader -> leader != 0);
  }

  private static void awaitEqualHashes(TestCluster cluster) {
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              Set<String> heads = new HashSet<>();
              for (TestNode node : cluster.nodes().values()) {
                String status = node.get("/v1/status").body();
                heads.add(
                    status.replaceAll(
                        ".*\"sealed_height\":(\\d+),\"sealed_hash\":\"(\\w+)\".*", "$1 $2"));
              }
              assertThat(heads).hasSize(1);
              assertThat(heads.iterator().next()).doesNotStartWith("0 ");
            });
  }

  private static void declare(TestNode node) throws Exception {
    assertThat(node.post("/v1/ledgers", "{\"code\":\"EUR\"}").statusCode()).isEqualTo(200);
    assertThat(
            node.post(
                    "/v1/accounts",
                    "[{\"id\":\"a\",\"ledger\":\"EUR\",\"code\":1},{\"id\":\"b\",\"ledger\":\"EUR\",\"code\":1}]")
                .body())
        .contains("\"created\"");
  }

  private static void pay(TestNode node, String id) throws Exception {
    assertThat(tryPay(node, id)).isTrue();
  }

  private static boolean tryPay(TestNode node, String id) throws Exception {
    return node.post(
            "/v1/transfers",
            "[{\"id\":\""
                + id
                + "\",\"debit_account_id\":\"a\",\"credit_account_id\":\"b\",\"amount\":\"1\",\"ledger\":\"EUR\",\"code\":1}]")
        .body()
        .matches(".*\"result\":\"(created|exists)\".*");
  }

  private static void wipe(Path data) throws Exception {
    try (Stream<Path> below = Files.walk(data)) {
      for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
