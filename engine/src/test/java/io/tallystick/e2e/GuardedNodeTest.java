package io.tallystick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ledger.member.KeyIds;
import io.tallystick.node.CassandraChoice;
import io.tallystick.participant.key.KeyFile;
import io.tallystick.participant.key.PublicKeyText;
import io.tallystick.participant.key.SigningKey;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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

  private static final String PAIR =
      """
      [{"id":"%s:e","debit_account_id":"vault","credit_account_id":"shop","amount":"%d","ledger":"EUR","code":1,
        "flags":["linked"]},
       {"id":"%s:d","debit_account_id":"reserve","credit_account_id":"desk","amount":"%d","ledger":"USD","code":1}]""";

  private static HttpResponse<String> pair(TestNode node, String id, long euros, long dollars)
      throws Exception {
    return node.post("/v1/transfers", PAIR.formatted(id, euros, id, dollars));
  }

  private static void exchangeAccounts(TestNode node, long euros, long dollars) throws Exception {
    accounts(node);
    node.post("/v1/ledgers", "{\"code\":\"USD\"}");
    assertThat(
            node.post(
                    "/v1/accounts",
                    """
                    [{"id":"reserve","ledger":"USD","code":1,"flags":["guarded"]},
                     {"id":"desk","ledger":"USD","code":1}]""")
                .body())
        .doesNotContain("not_");
    String policy = "{\"version\":0,\"windows\":[{\"seconds\":86400,\"amount_max\":\"%d\"}]}";
    node.post("/v1/accounts/vault/policy", policy.formatted(euros));
    node.post("/v1/accounts/reserve/policy", policy.formatted(dollars));
  }

  private static long debited(TestNode node, String account) throws Exception {
    String body = node.get("/v1/accounts/" + account).body();
    int at = body.indexOf("\"debits_posted\":\"") + "\"debits_posted\":\"".length();
    return Long.parseLong(body.substring(at, body.indexOf('"', at)));
  }

  @Test
  void anExchangeBetweenTwoGuardedAccountsSettlesBothLegsOrNeither() throws Exception {
    try (TestNode node = node()) {
      exchangeAccounts(node, 100, 50);
      assertThat(pair(node, "p:1", 60, 20).body()).doesNotContain("failed").contains("created");
      HttpResponse<String> refused = pair(node, "p:2", 40, 31);
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body())
          .contains("policy_refused")
          .contains("window_amount")
          .contains("\"row\":1");
      assertThat(debited(node, "vault")).isEqualTo(60);
      // The refused chain has not used up the vault's window.
      assertThat(pair(node, "p:2", 40, 30).body()).contains("created").doesNotContain("failed");
      assertThat(pair(node, "p:2", 40, 30).body())
          .contains("\"result\":\"exists\"")
          .contains("linked_event_failed");
      String twoChains = "[" + PAIR.formatted("p:3", 0, "p:3", 0).strip().substring(1);
      twoChains =
          twoChains.substring(0, twoChains.length() - 1) + "," + ROW.formatted("p:4", 0) + "]";
      assertThat(node.post("/v1/transfers", twoChains).body())
          .doesNotContain("created")
          .contains("authorisation_required");
      assertThat(debited(node, "vault")).isEqualTo(100);
      assertThat(debited(node, "reserve")).isEqualTo(50);
    }
    try (TestNode node = node()) {
      assertThat(pair(node, "p:5", 1, 0).body()).contains("policy_refused");
      assertThat(pair(node, "p:1", 60, 20).body()).contains("\"result\":\"exists\"");
    }
  }

  @Test
  void concurrentChainsAndSinglesNeverSpendMoreThanTheWindow() throws Exception {
    try (TestNode node = node()) {
      exchangeAccounts(node, 100, 1_000);
      ExecutorService callers = Executors.newFixedThreadPool(8);
      try {
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
          int number = i;
          all.add(
              callers.submit(
                  () ->
                      number % 3 == 0
                          ? node.post("/v1/transfers", ROW.formatted("s:" + number, 7)).statusCode()
                          : pair(node, "c:" + number, 7, 3).statusCode()));
        }
        for (Future<Integer> one : all) {
          assertThat(one.get(60, TimeUnit.SECONDS)).isIn(200, 422);
        }
      } finally {
        callers.shutdownNow();
      }
      // Grants that came to nothing may have refused some; what is left goes to the last unit.
      for (int i = 0; i < 14; i++) {
        pair(node, "r:" + i, 7, 3);
      }
      assertThat(debited(node, "vault")).isEqualTo(98);
      assertThat(pair(node, "z:1", 3, 3).body()).contains("window_amount");
      assertThat(debited(node, "reserve") % 3).isZero();
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
      assertThat(node.get("/v1/accounts/vault/approvals").body())
          .contains("\"id\":\"7001\"")
          .contains("\"cursor\":null");
      assertThat(node.get("/v1/accounts/vault/approvals?cursor=x").statusCode()).isEqualTo(400);
      assertThat(node.get("/v1/accounts/shop/approvals").body()).contains("account_not_guarded");
      assertThat(node.get("/v1/accounts/none/approvals").statusCode()).isEqualTo(404);
      assertThat(node.client("account", "approvals", "vault").out()).contains("7001", "0 of 1");
      assertThat(node.client("account", "approvals", "vault", "--json").out())
          .contains("\"statement\"");
      TestNode.Ran ran =
          node.client("account", "approve", "vault", "7001", "--with", file.toString());
      assertThat(ran.err()).isEmpty();
      assertThat(ran.out()).contains("created");
      assertThat(node.get("/v1/accounts/shop").body()).contains("\"credits_posted\":\"5\"");
      assertThat(
              node.client("account", "approve", "vault", "7001", "--with", file.toString()).err())
          .contains("Nothing of that id waits");
      assertThat(node.client("account", "approvals", "vault").out()).contains("Nothing waits");
    }
  }
}
