package io.tallystick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real ledger nodes and a gateway in front of them. */
class GatewayNodeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void aGatewayTakesEveryRequestWhoeverLeads() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, 3, Optional.empty());
        TestNode gateway = cluster.gateway(9)) {
      awaitReady(gateway);
      declare(gateway);
      pay(gateway, "g-1");
      for (TestNode node : cluster.nodes().values()) {
        assertThat(node.get("/v1/transfers/g-1").body()).contains("\"created\"");
      }
      ManyTransfers.settle(gateway.url(), 3, 1);
      assertThat(gateway.get("/v1/accounts/b").body())
          .contains("\"credits_posted\":\"" + (1 + 3 * 8_190) + "\"");
      assertThat(gateway.get("/v1/transfers/g-1/proof").statusCode()).isEqualTo(200);
      assertThat(gateway.get("/v1/cluster").body()).contains("\"node\":3");
      assertThat(gateway.get("/v1/status").body()).contains("\"role\":\"gateway\"");
      assertThat(Files.exists(cluster.data(9))).isFalse();

      int first = cluster.leader();
      cluster.stop(first);
      awaitPaid(gateway, "g-2");
      assertThat(gateway.get("/v1/transfers/g-2").body()).contains("\"created\"");
      assertThat(cluster.leader()).isNotEqualTo(first);
    }
  }

  @Test
  void membersAreChangedThroughAGateway() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, 3, Optional.empty());
        TestNode gateway = cluster.gateway(9)) {
      awaitReady(gateway);
      int first = cluster.leader();
      int next = first == 1 ? 2 : 1;
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () ->
                  gateway.post("/v1/cluster/leader", "{\"node\":" + next + "}").statusCode()
                      == 200);
      Awaitility.await().atMost(PATIENCE).until(() -> cluster.leader() == next);
      assertThat(gateway.post("/v1/cluster/leader", "{\"node\":77}").statusCode()).isEqualTo(404);
      assertThat(gateway.post("/v1/cluster/leader", "{").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void aSingleOfAGuardedAccountGoesToItsActorOnALedgerNode() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, 3, Optional.empty());
        TestNode gateway = cluster.gateway(9)) {
      awaitReady(gateway);
      declare(gateway);
      assertThat(
              gateway
                  .post(
                      "/v1/accounts",
                      "{\"id\":\"vault\",\"ledger\":\"EUR\",\"code\":1,\"flags\":[\"guarded\"]}")
                  .body())
          .contains("created");
      // Without Cassandra these nodes keep no policies: their actors say so, and nothing settles.
      String debit = row("v-1", "vault");
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(gateway.post("/v1/transfers", debit).body())
                      .contains("policy_unavailable"));
      assertThat(
              gateway.post("/v1/transfers", "[" + debit + "," + row("v-2", "vault") + "]").body())
          .contains("authorisation_required")
          .doesNotContain("created");
      assertThat(gateway.get("/v1/transfers/v-1").body()).doesNotContain("\"created\"");
      pay(gateway, "open");
    }
  }

  private static void awaitReady(TestNode node) {
    Awaitility.await().atMost(PATIENCE).until(() -> node.get("/health/ready").statusCode() == 200);
  }

  private static void declare(TestNode node) throws Exception {
    assertThat(node.post("/v1/ledgers", "{\"code\":\"EUR\"}").body()).contains("created");
    assertThat(
            node.post(
                    "/v1/accounts",
                    "[{\"id\":\"a\",\"ledger\":\"EUR\",\"code\":1},"
                        + "{\"id\":\"b\",\"ledger\":\"EUR\",\"code\":1}]")
                .body())
        .contains("created");
  }

  private static HttpResponse<String> transfer(TestNode node, String id) throws Exception {
    return node.post("/v1/transfers", row(id, "a"));
  }

  private static String row(String id, String debit) {
    return ("{\"id\":\"%s\",\"debit_account_id\":\"%s\",\"credit_account_id\":\"b\","
            + "\"amount\":\"1\",\"ledger\":\"EUR\",\"code\":1}")
        .formatted(id, debit);
  }

  private static void pay(TestNode node, String id) throws Exception {
    HttpResponse<String> paid = transfer(node, id);
    assertThat(paid.statusCode()).isEqualTo(200);
    assertThat(paid.body()).contains("\"created\"");
  }

  /** As a client does that is told to come again, or not told: the same id, until it is there. */
  private static void awaitPaid(TestNode node, String id) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              HttpResponse<String> paid = transfer(node, id);
              assertThat(paid.statusCode()).isIn(200, 503, 504);
              return paid.statusCode() == 200
                  && (paid.body().contains("\"created\"") || paid.body().contains("\"exists\""));
            });
  }
}
