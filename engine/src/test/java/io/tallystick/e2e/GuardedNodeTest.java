package io.tallystick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ledger.member.KeyIds;
import io.tallystick.node.CassandraChoice;
import io.tallystick.participant.key.KeyFile;
import io.tallystick.participant.key.PublicKeyText;
import io.tallystick.participant.key.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guarded account on a real node without Cassandra, over HTTP and the command line. */
class GuardedNodeTest {
  private static final String ROW =
      """
      {"id":"%s","debit_account_id":"vault","credit_account_id":"shop","amount":"%d","ledger":"EUR","code":1}""";

  @TempDir Path folder;

  private static void accounts(TestNode node) throws Exception {
    node.post("/v1/ledgers", "{\"code\":\"EUR\"}");
    assertThat(
            node.post(
                    "/v1/accounts",
                    """
                    [{"id":"vault","ledger":"EUR","code":1,"flags":["guarded"]},
                     {"id":"shop","ledger":"EUR","code":1}]""")
                .body())
        .doesNotContain("not_");
  }

  private static String single(TestNode node, String id, long amount) throws Exception {
    return node.post("/v1/transfers", ROW.formatted(id, amount)).body();
  }

  private TestNode node() {
    return TestNode.start(folder.resolve("node"), CassandraChoice.none());
  }

  @Test
  void policyAndUseOutliveARestartAndBulkNeverBypassesThem() throws Exception {
    try (TestNode node = node()) {
      accounts(node);
      assertThat(single(node, "t:0", 5)).contains("authorisation_required");
      assertThat(
              node.post(
                      "/v1/accounts/vault/policy",
                      """
                      {"version":0,"transfer_max":80,"windows":[{"seconds":86400,"amount_max":"100"}]}""")
                  .statusCode())
          .isEqualTo(200);
      assertThat(single(node, "t:1", 60)).contains("\"result\":\"created\"");
      assertThat(single(node, "t:2", 81)).contains("policy_refused").contains("transfer_max");
      assertThat(single(node, "t:2", 41)).contains("policy_refused").contains("window_amount");
      String bulk = "[" + ROW.formatted("t:3", 1) + "," + ROW.formatted("t:4", 1) + "]";
      assertThat(node.post("/v1/transfers", bulk).body())
          .doesNotContain("created")
          .contains("authorisation_required");
      assertThat(node.post("/v1/accounts/shop/policy", "{\"version\":0}").body())
          .contains("account_not_guarded");
      assertThat(node.post("/v1/accounts/none/policy", "{\"version\":0}").statusCode())
          .isEqualTo(404);
    }
    try (TestNode node = node()) {
      assertThat(single(node, "t:1", 60)).contains("\"result\":\"exists\"");
      assertThat(single(node, "t:5", 41)).contains("window_amount");
      assertThat(single(node, "t:6", 40)).contains("\"result\":\"created\"");
      TestNode.Ran shown = node.client("account", "policy", "vault");
      assertThat(shown.exitCode()).isZero();
      assertThat(shown.out()).contains("100 of 100").contains("80");
      assertThat(node.get("/v1/accounts/vault").body()).contains("\"debits_posted\":\"100\"");
    }
  }

  @Test
  void throughAGatewayAPolicyDecidesAsOnTheNodeItself() throws Exception {
    SigningKey alice = SigningKey.generate();
    Path file = folder.resolve("alice.pem");
    KeyFile.write(file, alice);
    try (TestNode node = node();
        TestNode gateway = TestNode.relay(Map.of(), 0, node.url())) {
      accounts(gateway);
      gateway.post(
          "/v1/participants", "{\"code\":\"bank-a\",\"name\":\"A\",\"roles\":[\"approve\"]}");
      String key =
          "{\"public_key\":\""
              + PublicKeyText.write(alice.publicKey())
              + "\",\"roles\":[\"approve\"]}";
      assertThat(gateway.post("/v1/participants/bank-a/keys", key).body()).contains("created");
      String policy =
          "{\"version\":%d,\"transfer_max\":80,\"approvers\":[\"%s\"],\"approvals\":1,"
              + "\"approvals_above\":%d}";
      String first = policy.formatted(0, KeyIds.text(alice.id()), 50);
      assertThat(single(gateway, "8000", 5)).contains("authorisation_required");
      assertThat(gateway.post("/v1/accounts/vault/policy", first).statusCode()).isEqualTo(200);
      assertThat(gateway.post("/v1/accounts/vault/policy", first).body())
          .contains("version_conflict");
      assertThat(single(gateway, "8001", 50)).contains("\"result\":\"created\"");
      assertThat(single(gateway, "8001", 50)).contains("\"result\":\"exists\"");
      assertThat(single(gateway, "8002", 81)).contains("policy_refused").contains("transfer_max");
      assertThat(gateway.post("/v1/transfers", ROW.formatted("8003", 60)).statusCode())
          .isEqualTo(202);
      String bulk = "[" + ROW.formatted("8004", 1) + "," + ROW.formatted("8005", 1) + "]";
      assertThat(gateway.post("/v1/transfers", bulk).body())
          .doesNotContain("created")
          .contains("authorisation_required");
      assertThat(gateway.client("account", "policy", "vault").out()).contains("0 of 1");
      TestNode.Ran ran =
          gateway.client("account", "approve", "vault", "8003", "--with", file.toString());
      assertThat(ran.err()).isEmpty();
      assertThat(ran.out()).contains("created");
      assertThat(
              gateway
                  .post(
                      "/v1/accounts/vault/policy", policy.formatted(1, KeyIds.text(alice.id()), 0))
                  .statusCode())
          .isEqualTo(200);
      assertThat(gateway.post("/v1/transfers", ROW.formatted("8006", 1)).statusCode())
          .isEqualTo(202);
      assertThat(node.get("/v1/accounts/vault").body()).contains("\"debits_posted\":\"110\"");
    }
  }

  @Test
  void aTransferWaitsIsApprovedOnTheCommandLineAndSettled() throws Exception {
    SigningKey alice = SigningKey.generate();
    Path file = folder.resolve("alice.pem");
    KeyFile.write(file, alice);
    Path policy = folder.resolve("policy.json");
    Files.writeString(
        policy,
        "{\"version\":0,\"approvers\":[\"" + KeyIds.text(alice.id()) + "\"],\"approvals\":1}");
    try (TestNode node = node()) {
      accounts(node);
      node.post("/v1/participants", "{\"code\":\"bank-a\",\"name\":\"A\",\"roles\":[\"approve\"]}");
      String key =
          "{\"public_key\":\""
              + PublicKeyText.write(alice.publicKey())
              + "\",\"roles\":[\"approve\"]}";
      assertThat(node.post("/v1/participants/bank-a/keys", key).body()).contains("created");
      assertThat(node.client("account", "policy", "vault", "--set", policy.toString()).err())
          .isEmpty();
      assertThat(node.post("/v1/transfers", ROW.formatted("7001", 5)).statusCode()).isEqualTo(202);
      assertThat(node.client("account", "policy", "vault").out()).contains("0 of 1");
      TestNode.Ran ran =
          node.client("account", "approve", "vault", "7001", "--with", file.toString());
      assertThat(ran.err()).isEmpty();
      assertThat(ran.out()).contains("created");
      assertThat(node.get("/v1/accounts/shop").body()).contains("\"credits_posted\":\"5\"");
      assertThat(
              node.client("account", "approve", "vault", "7001", "--with", file.toString()).err())
          .contains("Nothing of that id waits");
    }
  }
}
