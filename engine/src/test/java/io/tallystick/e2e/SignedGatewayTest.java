package io.tallystick.e2e;

import static io.tallystick.e2e.SignedClient.code;
import static io.tallystick.e2e.SignedClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.member.KeyIds;
import io.tallystick.node.CassandraChoice;
import io.tallystick.participant.key.PublicKeyText;
import io.tallystick.participant.key.SigningKey;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real gateway in front of a real node that takes signed requests only. */
class SignedGatewayTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Map<String, String> SIGNED = Map.of("security.mode", "signed");
  private static final String PAY = "/v1/transfers";

  @TempDir static Path data;

  private static TestNode node;
  private static TestNode gateway;
  private static TestNode unnamed;
  private static SignedClient operator;
  private static SignedClient a;
  private static SignedClient b;

  @BeforeAll
  static void start() throws Exception {
    SigningKey operatorKey = SigningKey.generate();
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    node =
        TestNode.start(
            data,
            CassandraChoice.none(),
            Map.of(
                "security.mode",
                "signed",
                "security.operator-key",
                PublicKeyText.write(operatorKey.publicKey()),
                "http.allowed-hosts.0",
                "127.0.0.1",
                "http.allowed-hosts.1",
                "127.0.0.1:" + port));
    gateway = TestNode.relay(SIGNED, port, node.url());
    unnamed = TestNode.relay(SIGNED, 0, node.url());
    operator = new SignedClient(gateway.url(), operatorKey);
    assertThat(operator.result("/v1/ledgers", "{\"code\":\"EUR\"}")).isEqualTo("created");
    a = participant("bank-a", "submit", "read", "admin");
    b = participant("bank-b", "submit", "read");
    for (SignedClient bank : new SignedClient[] {a, b}) {
      assertThat(bank.result("/v1/accounts", "{\"id\":\"main\",\"ledger\":\"EUR\",\"code\":1}"))
          .isEqualTo("created");
    }
  }

  @AfterAll
  static void stop() {
    unnamed.close();
    gateway.close();
    node.close();
  }

  /** Everything through the gateway, the making of participants and keys, too. */
  private static SignedClient participant(String code, String... roles) throws Exception {
    String list = "[\"" + String.join("\",\"", roles) + "\"]";
    assertThat(
            operator.result(
                "/v1/participants",
                "{\"code\":\"%s\",\"name\":\"%s plc\",\"roles\":%s}".formatted(code, code, list)))
        .isEqualTo("created");
    SigningKey key = SigningKey.generate();
    assertThat(
            operator.result(
                "/v1/participants/" + code + "/keys",
                "{\"public_key\":\"%s\",\"roles\":%s}"
                    .formatted(PublicKeyText.write(key.publicKey()), list)))
        .isEqualTo("created");
    return new SignedClient(gateway.url(), key);
  }

  private static String transfer(String id) {
    return ("{\"id\":\"%s\",\"debit_account_id\":\"main\",\"credit_account_id\":\"@bank-b/main\","
            + "\"amount\":\"5\",\"ledger\":\"EUR\",\"code\":1}")
        .formatted(id);
  }

  private static HttpResponse<String> pay(URI url, byte[] body, Map<String, String> headers)
      throws Exception {
    return SignedClient.send(url, "POST", PAY, "application/json", body, headers);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aSignedSingleAndSignedBulkSettleAsOnTheNodeItself() throws Exception {
    assertThat(a.result(PAY, transfer("single"))).isEqualTo("created");
    HttpResponse<String> bulk =
        a.post(PAY, "[" + transfer("bulk-1") + "," + transfer("bulk-2") + "]");
    assertThat(bulk.body()).contains("bulk-1", "created").doesNotContain("exists");
    assertThat(bulk.headers().firstValue("Tallystick-Height")).isPresent();
    byte[] records = new byte[2 * 128];
    for (int i = 0; i < 2; i++) {
      TransferRequest.id(records, i * 128, 0, 700 + i);
      Id debit = Id.ofName("bank-a", "main");
      Id credit = Id.ofName("bank-b", "main");
      TransferRequest.debitAccountId(records, i * 128, debit.high(), debit.low());
      TransferRequest.creditAccountId(records, i * 128, credit.high(), credit.low());
      TransferRequest.amount(records, i * 128, 3);
      TransferRequest.ledger(records, i * 128, 978);
      TransferRequest.code(records, i * 128, 1);
    }
    HttpResponse<String> binary = a.post(PAY, SignedClient.TRANSFERS, records);
    assertThat(binary.statusCode()).as(binary.body()).isEqualTo(200);
    SignedClient direct = a.at(node.url());
    for (String id : new String[] {"single", "bulk-1", "bulk-2", "700", "701"}) {
      assertThat(direct.get("/v1/transfers/" + id).statusCode()).as(id).isEqualTo(200);
      assertThat(a.get("/v1/transfers/" + id).body())
          .isEqualTo(direct.get("/v1/transfers/" + id).body());
    }
  }

  @Test
  void nothingWithoutASignaturePassesTheGateway() throws Exception {
    for (String open : new String[] {"/health/live", "/health/ready", "/openapi.yaml", "/"}) {
      assertThat(gateway.get(open).statusCode()).as(open).isEqualTo(200);
    }
    for (String target :
        new String[] {
          "/v1/accounts/main",
          PAY,
          "/v1/batches/stream",
          "/v1/status",
          "/metrics",
          "/v1/cluster",
          "/v1/participants"
        }) {
      HttpResponse<String> answer = gateway.get(target);
      assertThat(code(answer)).as(target).isEqualTo("401 signature_missing");
      assertThat(answer.headers().firstValue("WWW-Authenticate")).as(target).isPresent();
    }
    for (String target :
        new String[] {
          PAY,
          "/v1/accounts",
          "/v1/ledgers",
          "/v1/participants",
          "/v1/cluster/leader",
          "/v1/accounts/main/policy",
          "/v1/accounts/main/approvals/1"
        }) {
      assertThat(code(gateway.post(target, transfer("unsigned"))))
          .as(target)
          .isEqualTo("401 signature_missing");
    }
    assertThat(a.refusal("/v1/transfers/unsigned")).isEqualTo("404 transfer_not_found");
  }

  @Test
  void whatWasForgedOrChangedIsRefusedByTheNode() throws Exception {
    byte[] body = bytes(transfer("forged"));
    Map<String, String> headers = a.signer().sign("POST", PAY, body, body.length);
    assertThat(
            code(pay(gateway.url(), bytes(transfer("forged").replace("\"5\"", "\"9\"")), headers)))
        .isEqualTo("401 digest_mismatch");
    assertThat(
            code(
                SignedClient.send(
                    gateway.url(),
                    "POST",
                    PAY + "?balances=true",
                    "application/json",
                    body,
                    headers)))
        .isEqualTo("401 signature_component_missing");
    assertThat(
            code(
                SignedClient.send(
                    gateway.url(), "POST", "/v1/accounts", "application/json", body, headers)))
        .isEqualTo("401 signature_invalid");
    Map<String, String> stolen = new LinkedHashMap<>(headers);
    SigningKey stranger = SigningKey.generate();
    stolen.put(
        "Signature", "sig1=:" + Base64.getEncoder().encodeToString(stranger.sign(body)) + ":");
    assertThat(code(pay(gateway.url(), body, stolen))).isEqualTo("401 signature_invalid");
    assertThat(new SignedClient(gateway.url(), stranger).result(PAY, transfer("forged")))
        .isEqualTo("401 key_unknown");
    assertThat(a.refusal("/v1/transfers/forged")).isEqualTo("404 transfer_not_found");
  }

  @Test
  void theSameBytesAreARetryWhicheverWayTheyComeAndAnotherBodyIsNot() throws Exception {
    byte[] body = bytes(transfer("replayed"));
    Map<String, String> headers = a.signer().sign("POST", PAY, body, body.length);
    URI[] ways = {gateway.url(), gateway.url(), unnamed.url(), node.url()};
    for (int i = 0; i < ways.length; i++) {
      assertThat(json(pay(ways[i], body, headers)).path("result").asText())
          .isEqualTo(i == 0 ? "created" : "exists");
    }
    String nonce = a.signer().nonce();
    byte[] first = bytes(transfer("n-1"));
    byte[] second = bytes(transfer("n-2"));
    assertThat(
            pay(gateway.url(), first, a.signer().sign("POST", PAY, first, first.length, nonce))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            code(
                pay(
                    gateway.url(),
                    second,
                    a.signer().sign("POST", PAY, second, second.length, nonce))))
        .isEqualTo("401 nonce_reused");
  }

  @Test
  void aRevokedKeyEndsAtTheGatewayToo() throws Exception {
    SignedClient leaver = participant("leaver", "submit", "read");
    assertThat(leaver.result("/v1/accounts", "{\"id\":\"x\",\"ledger\":\"EUR\",\"code\":1}"))
        .isEqualTo("created");
    assertThat(
            operator.result(
                "/v1/participants/leaver/keys",
                "{\"action\":\"revoke\",\"id\":\"%s\"}".formatted(KeyIds.text(leaver.key.id()))))
        .isEqualTo("created");
    assertThat(leaver.refusal("/v1/accounts/x")).isEqualTo("401 key_revoked");
    assertThat(leaver.result("/v1/accounts", "{\"id\":\"y\",\"ledger\":\"EUR\",\"code\":1}"))
        .isEqualTo("401 key_revoked");
  }

  @Test
  void readsShowWhatTheSignerMaySeeAndNoMore() throws Exception {
    assertThat(a.result(PAY, transfer("seen"))).isEqualTo("created");
    for (String hidden :
        new String[] {"/v1/accounts/@bank-a%2Fmain", "/v1/accounts/@bank-a%2Fmain/transfers"}) {
      assertThat(b.refusal(hidden)).as(hidden).isEqualTo("404 account_not_found");
    }
    assertThat(json(b.get("/v1/accounts")).path("accounts"))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.path("owner").asText()).isEqualTo("bank-b"));
    assertThat(b.result(PAY, transfer("theft").replace("\"main\"", "\"@bank-a/main\"")))
        .isEqualTo("account_not_owned");
    assertThat(a.refusal("/v1/cluster/nowhere")).isEqualTo("404 path_unknown");
    assertThat(a.result("/v1/ledgers", "{\"code\":\"USD\"}")).isEqualTo("403 role_missing");
  }

  @Test
  void targetsAndMethodsArriveAsTheyWereSigned() throws Exception {
    assertThat(a.result("/v1/accounts", "{\"id\":\"pool/7:x\",\"ledger\":\"EUR\",\"code\":1}"))
        .isEqualTo("created");
    assertThat(a.head("/v1/ledgers").statusCode()).isEqualTo(200);
    for (String target :
        new String[] {
          "/v1/accounts/pool%2F7%3Ax",
          "/v1/accounts/pool%2f7:x",
          "/v1/accounts/%70ool%2f7:x",
          "/v1/accounts?ledger=EUR&code=1&limit=1",
          "/v1/accounts/main?at=2030-01-01T00%3A00%3A00%2B01:00",
        }) {
      assertThat(a.get(target).statusCode()).as(target).isEqualTo(200);
    }
  }

  @Test
  void theGatewaysOwnStatusAndMetricsAreForWhomTheNodeShowsItsOwn() throws Exception {
    JsonNode own = json(b.get("/v1/status"));
    assertThat(own.path("role").asText()).isEqualTo("gateway");
    assertThat(own.path("ready").asBoolean()).isTrue();
    assertThat(b.refusal("/metrics")).isEqualTo("403 role_missing");
    assertThat(operator.get("/metrics").body())
        .contains("tallystick_http_requests")
        .doesNotContain("tallystick_nonces");
  }

  @Test
  void theClusterIsAskedThroughTheGatewayAndOnlyByOperators() throws Exception {
    assertThat(json(a.get("/v1/cluster")).path("leader").asInt()).isEqualTo(1);
    String target = "/v1/cluster/members/4?version=1.1";
    assertThat(
            code(
                SignedClient.send(
                    gateway.url(),
                    "DELETE",
                    target,
                    null,
                    null,
                    a.signer().sign("DELETE", target))))
        .isEqualTo("403 role_missing");
    assertThat(
            code(
                SignedClient.send(
                    gateway.url(),
                    "DELETE",
                    target,
                    null,
                    null,
                    operator.signer().sign("DELETE", target))))
        .isEqualTo("422 not_a_cluster");
  }

  /** Signs {@code @authority}, too, by hand. */
  private static Map<String, String> signedFor(URI url, byte[] body) throws Exception {
    Map<String, String> headers = a.signer().sign("POST", PAY, body, body.length);
    String input =
        headers.get("Signature-Input").substring("sig1=".length()).replace("(", "(\"@authority\" ");
    String base =
        "\"@authority\": "
            + url.getAuthority()
            + "\n\"@method\": POST\n\"@path\": "
            + PAY
            + "\n\"content-digest\": "
            + headers.get("Content-Digest")
            + "\n\"@signature-params\": "
            + input;
    String signature = Base64.getEncoder().encodeToString(a.key.sign(bytes(base)));
    return Map.of(
        "Content-Digest",
        headers.get("Content-Digest"),
        "Signature-Input",
        "sig1=" + input,
        "Signature",
        "sig1=:" + signature + ":");
  }

  @Test
  void aSignatureForTheGatewaysNameHoldsThereAndNowhereElse() throws Exception {
    byte[] body = bytes(transfer("for-gateway"));
    Map<String, String> headers = signedFor(gateway.url(), body);
    assertThat(code(pay(node.url(), body, headers))).isEqualTo("401 signature_invalid");
    assertThat(json(pay(gateway.url(), body, headers)).path("result").asText())
        .isEqualTo("created");
    byte[] other = bytes(transfer("for-unnamed"));
    HttpResponse<String> refused = pay(unnamed.url(), other, signedFor(unnamed.url(), other));
    assertThat(code(refused)).isEqualTo("403 host_refused");
    assertThat(refused.body()).contains("http.allowed-hosts");
  }

  @Test
  void aGatewayOfSignedNodesHasNoOtherWayToThem() {
    assertThatThrownBy(() -> TestNode.relay(SIGNED, 0))
        .isInstanceOfSatisfying(
            TallystickException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("gateway_urls_missing");
              assertThat(refused.getMessage()).contains("--ledger");
            });
  }

  @Test
  void aNodeThatVerifiesNothingTakesNothingFromAGatewayOfSignedRequests(@TempDir Path folder)
      throws Exception {
    try (TestNode open = TestNode.start(folder, CassandraChoice.none());
        TestNode relay = TestNode.relay(SIGNED, 0, open.url())) {
      SignedClient anybody = new SignedClient(relay.url(), SigningKey.generate());
      assertThat(anybody.result("/v1/ledgers", "{\"code\":\"EUR\"}"))
          .isEqualTo("403 signatures_not_verified");
      assertThat(anybody.refusal("/v1/ledgers")).isEqualTo("403 signatures_not_verified");
      assertThat(anybody.refusal("/v1/status")).isEqualTo("403 signatures_not_verified");
      assertThat(open.get("/v1/ledgers").body()).doesNotContain("EUR");
    }
  }

  @Test
  void withoutItsNodeNothingEntersAndWithItEverythingGoesOn(@TempDir Path folder) throws Exception {
    SigningKey root = SigningKey.generate();
    Map<String, String> settings =
        Map.of(
            "security.mode",
            "signed",
            "security.operator-key",
            PublicKeyText.write(root.publicKey()));
    TestNode first = TestNode.start(folder, CassandraChoice.none(), settings);
    URI at = first.url();
    try (TestNode relay = TestNode.relay(SIGNED, 0, at)) {
      SignedClient op = new SignedClient(relay.url(), root);
      assertThat(op.result("/v1/ledgers", "{\"code\":\"EUR\"}")).isEqualTo("created");
      first.close();
      assertThat(op.result("/v1/ledgers", "{\"code\":\"USD\"}"))
          .isIn("503 replica_unreachable", "504 outcome_unknown");
      assertThat(op.refusal("/v1/ledgers")).startsWith("503 ");
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> relay.get("/health/ready").statusCode() == 503);
      assertThat(op.result("/v1/ledgers", "{\"code\":\"USD\"}"))
          .isEqualTo("503 replica_unreachable");
    } finally {
      first.close();
    }
  }
}
