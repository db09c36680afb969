package io.tallystick.e2e;

import static io.tallystick.e2e.SignedClient.code;
import static io.tallystick.e2e.SignedClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.member.KeyAction;
import io.tallystick.ledger.member.KeyIds;
import io.tallystick.ledger.member.KeyRequest;
import io.tallystick.ledger.member.KeyType;
import io.tallystick.ledger.member.OfficerSignatures;
import io.tallystick.ledger.member.Roles;
import io.tallystick.node.CassandraChoice;
import io.tallystick.participant.key.PublicKeyText;
import io.tallystick.participant.key.SigningKey;
import io.tallystick.participant.signature.RequestSigner;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real node that takes signed requests only. */
class SignedNodeTest {
  @TempDir static Path data;

  private static final byte[] BODY = "[]".getBytes(StandardCharsets.UTF_8);
  private static SigningKey operatorKey;
  private static TestNode node;
  private static SignedClient operator;
  private static SignedClient auditor;
  private static SignedClient a;
  private static SignedClient b;

  private static Map<String, String> settings(SigningKey key) {
    return Map.of(
        "security.mode",
        "signed",
        "security.operator-key",
        key == null ? "" : PublicKeyText.write(key.publicKey()));
  }

  @BeforeAll
  static void start() throws Exception {
    operatorKey = SigningKey.generate();
    node = TestNode.start(data, CassandraChoice.none(), settings(operatorKey));
    operator = new SignedClient(node.url(), operatorKey);
    a = participant("bank-a", "submit", "read", "admin");
    b = participant("bank-b", "submit", "read");
    auditor = participant("auditors", "auditor");
    assertThat(operator.result("/v1/ledgers", "{\"code\":\"EUR\"}")).isEqualTo("created");
    for (SignedClient bank : new SignedClient[] {a, b, operator}) {
      assertThat(bank.result("/v1/accounts", "{\"id\":\"main\",\"ledger\":\"EUR\",\"code\":1}"))
          .isEqualTo("created");
    }
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static SignedClient participant(String code, String... roles) throws Exception {
    String list = "[\"" + String.join("\",\"", roles) + "\"]";
    assertThat(
            operator.result(
                "/v1/participants",
                "{\"code\":\"%s\",\"name\":\"%s plc\",\"roles\":%s}".formatted(code, code, list)))
        .isEqualTo("created");
    return key(operator, code, roles);
  }

  private static SignedClient key(SignedClient by, String code, String... roles) throws Exception {
    SigningKey key = SigningKey.generate();
    assertThat(by.result("/v1/participants/" + code + "/keys", add(key, roles)))
        .isEqualTo("created");
    return new SignedClient(node.url(), key);
  }

  private static String add(SigningKey key, String... roles) {
    return "{\"public_key\":\"%s\",\"roles\":[\"%s\"]}"
        .formatted(PublicKeyText.write(key.publicKey()), String.join("\",\"", roles));
  }

  private static String transfer(String id, String debit, String credit) {
    return ("{\"id\":\"%s\",\"debit_account_id\":\"%s\",\"credit_account_id\":\"%s\",\"amount\":\"5\","
            + "\"ledger\":\"EUR\",\"code\":1}")
        .formatted(id, debit, credit);
  }

  // --- what is refused ---

  @Test
  void nothingIsServedWithoutASignatureButHealthAndTheDescription() throws Exception {
    for (String open : new String[] {"/health/live", "/health/ready", "/openapi.yaml", "/"}) {
      assertThat(node.get(open).statusCode()).as(open).isEqualTo(200);
    }
    for (String target :
        new String[] {
          "/v1/ledgers",
          "/v1/accounts",
          "/v1/accounts/main",
          "/v1/transfers",
          "/v1/transfers/x",
          "/v1/batches",
          "/v1/batches/1",
          "/v1/batches/1/records",
          "/v1/batches/stream",
          "/v1/status",
          "/metrics",
          "/v1/participants",
          "/v1/participants/bank-a"
        }) {
      HttpResponse<String> answer = node.get(target);
      assertThat(code(answer)).as(target).isEqualTo("401 signature_missing");
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }
    for (String target :
        new String[] {
          "/v1/ledgers",
          "/v1/accounts",
          "/v1/transfers",
          "/v1/participants",
          "/v1/participants/bank-a/keys"
        }) {
      assertThat(code(node.post(target, "[]"))).as(target).isEqualTo("401 signature_missing");
    }
  }

  private void refused(Consumer<Map<String, String>> tampering, String code) throws Exception {
    Map<String, String> headers =
        new LinkedHashMap<>(a.signer().sign("POST", "/v1/transfers", BODY, BODY.length));
    tampering.accept(headers);
    assertThat(
            code(
                SignedClient.send(
                    node.url(), "POST", "/v1/transfers", "application/json", BODY, headers)))
        .isEqualTo(code);
  }

  @Test
  void whatWasTamperedWithIsRefused() throws Exception {
    refused(h -> {}, "400 body_empty");
    refused(h -> h.remove("Signature"), "401 signature_missing");
    refused(h -> h.remove("Content-Digest"), "401 digest_missing");
    refused(
        h -> h.computeIfPresent("Signature-Input", (n, v) -> v.replace("nonce=\"", "nonce=\"x")),
        "401 signature_invalid");
    refused(
        h -> h.computeIfPresent("Signature-Input", (n, v) -> v.replace("\"@path\" ", "")),
        "401 signature_component_missing");
    refused(
        h -> h.put("Signature", h.get("Signature") + ", sig2=:AAAA:"), "401 signature_malformed");
    refused(h -> h.put("signature-input ".strip() + "2", "x"), "400 body_empty");
    Map<String, String> headers = a.signer().sign("POST", "/v1/transfers", BODY, BODY.length);
    byte[] other = "[{}]".getBytes(StandardCharsets.UTF_8);
    URI url = node.url();
    assertThat(
            code(
                SignedClient.send(
                    url, "POST", "/v1/transfers", "application/json", other, headers)))
        .isEqualTo("401 digest_mismatch");
    assertThat(
            code(SignedClient.send(url, "POST", "/v1/accounts", "application/json", BODY, headers)))
        .isEqualTo("401 signature_invalid");
    assertThat(
            code(
                SignedClient.send(
                    url, "POST", "/v1/transfers?balances=true", "application/json", BODY, headers)))
        .isEqualTo("401 signature_component_missing");
    Map<String, String> get = a.signer().sign("GET", "/v1/accounts/main?at=2027-01-01T00:00:00Z");
    assertThat(
            code(
                SignedClient.send(
                    url, "GET", "/v1/accounts/main?at=2027-01-02T00:00:00Z", null, null, get)))
        .isEqualTo("401 signature_invalid");
  }

  @Test
  void signaturesOfAnotherTimeOrAnUnknownKeyAreRefused() throws Exception {
    long now = System.currentTimeMillis() / 1_000;
    for (long created : new long[] {now - 120, now + 120}) {
      RequestSigner signer = new RequestSigner(a.key, () -> created);
      HttpResponse<String> answer =
          SignedClient.send(
              node.url(), "GET", "/v1/ledgers", null, null, signer.sign("GET", "/v1/ledgers"));
      assertThat(code(answer))
          .isEqualTo(created < now ? "401 signature_too_old" : "401 signature_from_the_future");
    }
    SignedClient stranger = new SignedClient(node.url(), SigningKey.generate());
    assertThat(stranger.refusal("/v1/ledgers")).isEqualTo("401 key_unknown");
  }

  @Test
  void aReplayedRequestAnswersAsARetryWould() throws Exception {
    byte[] body = transfer("replayed", "main", "@bank-b/main").getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = a.signer().sign("POST", "/v1/transfers", body, body.length);
    for (String result : new String[] {"created", "exists", "exists"}) {
      HttpResponse<String> answer =
          SignedClient.send(node.url(), "POST", "/v1/transfers", "application/json", body, headers);
      assertThat(json(answer).path("result").asText()).isEqualTo(result);
    }
  }

  @Test
  void headAndEncodedPathsAreSignedAsTheyAreSent() throws Exception {
    assertThat(a.head("/v1/ledgers").statusCode()).isEqualTo(200);
    assertThat(a.result("/v1/accounts", "{\"id\":\"pool/7:x\",\"ledger\":\"EUR\",\"code\":1}"))
        .isEqualTo("created");
    assertThat(a.get("/v1/accounts/pool%2F7%3Ax").statusCode()).isEqualTo(200);
    assertThat(a.get("/v1/accounts/pool%2f7:x").statusCode()).isEqualTo(200);
    assertThat(a.get("/v1/accounts?ledger=EUR&code=1&limit=1").statusCode()).isEqualTo(200);
  }

  // --- who may do what ---

  @Test
  void aParticipantMovesItsOwnMoneyOnly() throws Exception {
    assertThat(a.result("/v1/transfers", transfer("own-1", "main", "@bank-b/main")))
        .isEqualTo("created");
    assertThat(a.result("/v1/transfers", transfer("own-2", "@bank-b/main", "main")))
        .isEqualTo("account_not_owned");
    assertThat(a.result("/v1/transfers", transfer("own-3", "@/main", "main")))
        .isEqualTo("account_not_owned");
    // The same name in another scope is another transfer.
    assertThat(b.result("/v1/transfers", transfer("own-1", "main", "@bank-a/main")))
        .isEqualTo("created");
    assertThat(operator.result("/v1/transfers", transfer("own-1", "@bank-b/main", "main")))
        .isEqualTo("created");
  }

  @Test
  void balancesAreAnsweredOfTheSendersAccountsOnly() throws Exception {
    String asked = "/v1/transfers?balances=true";
    JsonNode own = SignedClient.json(a.post(asked, transfer("bal-1", "main", "@bank-b/main")));
    assertThat(own.path("result").asText()).isEqualTo("created");
    assertThat(own.has("debit_account")).isTrue();
    assertThat(own.has("credit_account")).isFalse();
    JsonNode all =
        SignedClient.json(operator.post(asked, transfer("bal-1", "@bank-a/main", "@bank-b/main")));
    assertThat(all.has("credit_account")).isTrue();
    assertThat(key(operator, "bank-a", "submit").result(asked, transfer("bal-2", "main", "@/main")))
        .isEqualTo("403 role_missing");
  }

  @Test
  void rolesDecideWhatIsServed() throws Exception {
    SignedClient reader = key(operator, "bank-b", "read");
    assertThat(reader.result("/v1/transfers", transfer("r", "main", "@bank-a/main")))
        .isEqualTo("403 role_missing");
    assertThat(auditor.result("/v1/transfers", transfer("r", "main", "@bank-a/main")))
        .isEqualTo("403 role_missing");
    assertThat(a.result("/v1/ledgers", "{\"code\":\"USD\"}")).isEqualTo("403 role_missing");
    assertThat(a.result("/v1/participants", "{\"code\":\"x\",\"name\":\"x\",\"roles\":[]}"))
        .isEqualTo("403 role_missing");
    SignedClient submitter = key(operator, "bank-b", "submit");
    assertThat(submitter.refusal("/v1/accounts/main")).isEqualTo("403 role_missing");
    assertThat(a.refusal("/metrics")).isEqualTo("403 role_missing");
    assertThat(auditor.get("/metrics").body()).contains("tallystick_nonces");
  }

  @Test
  void readsShowWhatTheSenderMaySee() throws Exception {
    a.post("/v1/transfers", transfer("seen", "main", "@bank-b/main"));
    SignedClient c = participant("bank-c", "submit", "read");
    String id = Id.ofName("bank-a", "seen").toHex();
    assertThat(a.get("/v1/transfers/seen").statusCode()).isEqualTo(200);
    JsonNode forB = json(b.get("/v1/transfers/" + id));
    assertThat(forB.path("debit_account_id").asText()).isEqualTo("@bank-a/main");
    assertThat(forB.path("credit_account_id").asText()).isEqualTo("main");
    assertThat(forB.path("submitter").asText()).isEqualTo("bank-a");
    assertThat(b.get("/v1/transfers/@bank-a%2Fseen").statusCode()).isEqualTo(200);
    for (String target :
        new String[] {
          "/v1/transfers/" + id, "/v1/transfers/" + id + "/proof", "/v1/transfers/@bank-a%2Fseen"
        }) {
      assertThat(c.refusal(target)).as(target).isEqualTo("404 transfer_not_found");
      assertThat(b.get(target).statusCode()).as(target).isEqualTo(200);
      assertThat(auditor.get(target).statusCode()).as(target).isEqualTo(200);
    }
    for (String target :
        new String[] {
          "/v1/accounts/@bank-a%2Fmain",
          "/v1/accounts/@bank-a%2Fmain/transfers",
          "/v1/accounts/" + Id.ofName("bank-a", "main").toHex()
        }) {
      assertThat(b.refusal(target)).as(target).isEqualTo("404 account_not_found");
      assertThat(auditor.get(target).statusCode()).as(target).isEqualTo(200);
      assertThat(operator.get(target).statusCode()).as(target).isEqualTo(200);
    }
    assertThat(json(c.get("/v1/accounts")).path("accounts")).isEmpty();
    assertThat(json(c.get("/v1/transfers")).path("transfers")).isEmpty();
    assertThat(json(b.get("/v1/accounts")).path("accounts"))
        .allSatisfy(row -> assertThat(row.path("owner").asText()).isEqualTo("bank-b"));
    JsonNode ledger = json(b.get("/v1/ledgers")).path("ledgers").get(0);
    assertThat(ledger.has("accounts")).isFalse();
    assertThat(json(auditor.get("/v1/ledgers")).path("ledgers").get(0).has("accounts")).isTrue();
    long height = json(auditor.get("/v1/status")).path("settled_height").asLong();
    for (long h = 1; h <= height; h++) {
      JsonNode records = json(c.get("/v1/batches/" + h + "/records")).path("records");
      assertThat(records)
          .allSatisfy(
              r ->
                  assertThat(r.path("type").asText() + r.path("code") + r.path("participant"))
                      .containsAnyOf("ledger_declared", "bank-c"));
    }
  }

  @Test
  void anotherParticipantsIdsCannotBeProbed() throws Exception {
    a.post("/v1/transfers", transfer("secret", "main", "@/main"));
    String id = Id.ofName("bank-a", "secret").toHex();
    assertThat(b.result("/v1/transfers", transfer(id, "main", "@bank-a/main")))
        .isEqualTo("id_not_in_scope");
    assertThat(a.result("/v1/transfers", transfer(id, "main", "@/main"))).isEqualTo("exists");
    assertThat(
            b.result(
                "/v1/accounts",
                "{\"id\":\"%s\",\"ledger\":\"EUR\",\"code\":1}"
                    .formatted(Id.ofName("bank-a", "main").toHex())))
        .isEqualTo("id_not_in_scope");
  }

  @Test
  void binaryBodiesAreSignedOnceAndTheirIdsAreScoped() throws Exception {
    byte[] records = new byte[3 * 128];
    Id debit = Id.ofName("bank-a", "main");
    Id credit = Id.ofName("bank-b", "main");
    for (int i = 0; i < 3; i++) {
      TransferRequest.id(records, i * 128, 0, 900 + i);
      TransferRequest.debitAccountId(records, i * 128, debit.high(), debit.low());
      TransferRequest.creditAccountId(records, i * 128, credit.high(), credit.low());
      TransferRequest.amount(records, i * 128, 1);
      TransferRequest.ledger(records, i * 128, 978);
      TransferRequest.code(records, i * 128, 1);
    }
    HttpResponse<String> answer = a.post("/v1/transfers", SignedClient.TRANSFERS, records);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(json(a.get("/v1/transfers/901")).path("id").asText())
        .isEqualTo(Id.ofName("bank-a", "901").toHex());
    assertThat(operator.refusal("/v1/transfers/901")).isEqualTo("404 transfer_not_found");
    assertThat(b.post("/v1/transfers", SignedClient.TRANSFERS, records).body())
        .hasSizeGreaterThan(0);
  }

  // --- keys ---

  @Test
  void aKeyIsAddedRotatedAndRevoked() throws Exception {
    SigningKey old = SigningKey.generate();
    String keys = "/v1/participants/bank-a/keys";
    assertThat(a.result(keys, add(old, "submit"))).isEqualTo("created");
    assertThat(a.result(keys, add(old, "submit"))).isEqualTo("exists");
    SignedClient oldClient = new SignedClient(node.url(), old);
    assertThat(oldClient.result("/v1/transfers", transfer("k-1", "main", "@/main")))
        .isEqualTo("created");
    SigningKey fresh = SigningKey.generate();
    String rotate =
        "{\"action\":\"rotate\",\"public_key\":\"%s\",\"roles\":[\"submit\"],\"replaces\":\"%s\"}"
            .formatted(PublicKeyText.write(fresh.publicKey()), KeyIds.text(old.id()));
    assertThat(a.result(keys, rotate)).isEqualTo("created");
    assertThat(oldClient.result("/v1/transfers", transfer("k-2", "main", "@/main")))
        .isEqualTo("401 key_expired");
    SignedClient freshClient = new SignedClient(node.url(), fresh);
    assertThat(freshClient.result("/v1/transfers", transfer("k-2", "main", "@/main")))
        .isEqualTo("created");
    String revoke = "{\"action\":\"revoke\",\"id\":\"%s\"}".formatted(KeyIds.text(fresh.id()));
    assertThat(a.result(keys, revoke)).isEqualTo("created");
    assertThat(a.result(keys, revoke)).isEqualTo("exists");
    assertThat(freshClient.result("/v1/transfers", transfer("k-3", "main", "@/main")))
        .isEqualTo("401 key_revoked");
    JsonNode shown = json(a.get(keys)).path("keys");
    assertThat(shown.get(0).path("state").asText()).isEqualTo("revoked");
    assertThat(shown.get(1).path("state").asText()).isEqualTo("replaced");
  }

  @Test
  void keysOfOthersAreNotAnAdministratorsMatter() throws Exception {
    SigningKey key = SigningKey.generate();
    assertThat(a.result("/v1/participants/bank-b/keys", add(key, "submit")))
        .isEqualTo("403 participant_not_yours");
    assertThat(b.result("/v1/participants/bank-b/keys", add(key, "submit")))
        .isEqualTo("not_permitted");
    assertThat(a.result("/v1/participants/bank-a/keys", add(key, "operator")))
        .isEqualTo("not_permitted");
    assertThat(a.refusal("/v1/participants/bank-b")).isEqualTo("404 participant_not_found");
    assertThat(json(a.get("/v1/participants")).path("participants")).hasSize(1);
    assertThat(json(auditor.get("/v1/participants")).path("participants")).hasSizeGreaterThan(3);
  }

  @Test
  void aKeyWithValidityTimesWorksWithinThem() throws Exception {
    SigningKey later = SigningKey.generate();
    String json = add(later, "submit").replace("}", ",\"not_before\":\"2100-01-01T00:00:00Z\"}");
    assertThat(a.result("/v1/participants/bank-a/keys", json)).isEqualTo("created");
    SignedClient client = new SignedClient(node.url(), later);
    assertThat(client.result("/v1/transfers", transfer("v", "main", "@/main")))
        .isEqualTo("401 key_not_yet_valid");
  }

  @Test
  void asManyOfficersAsAgreedRecoverAParticipant() throws Exception {
    SignedClient first = participant("bank-r", "submit", "admin");
    assertThat(
            operator.result(
                "/v1/participants",
                "{\"code\":\"bank-r\",\"name\":\"bank-r plc\",\"roles\":[\"submit\",\"admin\"],"
                    + "\"recovery_quorum\":2,\"version\":2}"))
        .isEqualTo("created");
    SignedClient[] officers = new SignedClient[3];
    for (int i = 0; i < 3; i++) {
      officers[i] = key(operator, "bank-r", "officer");
    }
    SigningKey fresh = SigningKey.generate();
    String keys = "/v1/participants/bank-r/keys";
    byte[] row = new byte[128];
    KeyRequest.begin(row, 0, KeyAction.RECOVER, fresh.id(), "bank-r");
    KeyRequest.brings(row, 0, KeyType.ED25519, Roles.ADMIN, 0, 0);
    KeyRequest.flags(row, 0, KeyRequest.REVOKE_OTHERS);
    byte[] statement = OfficerSignatures.statement(row, 0, fresh.publicKey());
    String one = signature(officers[0], statement);
    String two = signature(officers[2], statement);
    String forged = signature(officers[2], BODY);
    assertThat(officers[0].result(keys, recovery(fresh, one))).isEqualTo("quorum_not_reached");
    assertThat(officers[0].result(keys, recovery(fresh, one + "," + forged)))
        .isEqualTo("403 officer_signature_invalid");
    assertThat(officers[0].result(keys, recovery(fresh, one + "," + two))).isEqualTo("created");
    assertThat(first.refusal("/v1/participants/bank-r")).isEqualTo("401 key_revoked");
    SignedClient recovered = new SignedClient(node.url(), fresh);
    assertThat(recovered.get("/v1/participants/bank-r").statusCode()).isEqualTo(200);
  }

  private static String signature(SignedClient officer, byte[] statement) {
    return "{\"key_id\":\"%s\",\"signature\":\"%s\"}"
        .formatted(
            KeyIds.text(officer.key.id()),
            Base64.getEncoder().encodeToString(officer.key.sign(statement)));
  }

  private static String recovery(SigningKey key, String signatures) {
    return ("{\"action\":\"recover\",\"public_key\":\"%s\",\"roles\":[\"admin\"],"
            + "\"revoke_others\":true,\"signatures\":[%s]}")
        .formatted(PublicKeyText.write(key.publicKey()), signatures);
  }

  @Test
  void aSuspendedParticipantIsLetInAgainWithItsNextVersion() throws Exception {
    SignedClient s = participant("bank-s", "submit");
    String change =
        "{\"code\":\"bank-s\",\"name\":\"s\",\"roles\":[\"submit\"],\"suspended\":%s,\"version\":%d}";
    assertThat(operator.result("/v1/participants", change.formatted(true, 2))).isEqualTo("created");
    assertThat(s.result("/v1/accounts", "{\"id\":\"x\",\"ledger\":\"EUR\",\"code\":1}"))
        .isEqualTo("401 participant_suspended");
    assertThat(operator.result("/v1/participants", change.formatted(false, 2)))
        .isEqualTo("exists_with_different_fields");
    assertThat(operator.result("/v1/participants", change.formatted(false, 3)))
        .isEqualTo("created");
    assertThat(s.result("/v1/accounts", "{\"id\":\"x\",\"ledger\":\"EUR\",\"code\":1}"))
        .isEqualTo("created");
  }

  // --- restart, verification ---

  @Test
  void keysSurviveARestartAndAChainOfThemVerifies(@TempDir Path folder) throws Exception {
    SigningKey root = SigningKey.generate();
    SigningKey bank = SigningKey.generate();
    try (TestNode first = TestNode.start(folder, CassandraChoice.none(), settings(root))) {
      SignedClient op = new SignedClient(first.url(), root);
      op.result("/v1/ledgers", "{\"code\":\"EUR\"}");
      op.result("/v1/participants", "{\"code\":\"p\",\"name\":\"P\",\"roles\":[\"submit\"]}");
      assertThat(op.result("/v1/participants/p/keys", add(bank, "submit"))).isEqualTo("created");
    }
    TestNode.Ran verified =
        TestNode.command("verify", "--data", folder.toString(), "--without-cassandra");
    assertThat(verified.exitCode()).as(verified.err()).isZero();
    try (TestNode second =
        TestNode.start(folder, CassandraChoice.none(), settings(SigningKey.generate()))) {
      SignedClient client = new SignedClient(second.url(), bank);
      assertThat(client.result("/v1/accounts", "{\"id\":\"x\",\"ledger\":\"EUR\",\"code\":1}"))
          .isEqualTo("created");
      SignedClient op = new SignedClient(second.url(), root);
      assertThat(op.get("/v1/participants/p").statusCode()).isEqualTo(200);
      assertThat(op.get("/v1/accounts/@p%2Fx").body()).contains("\"id\":\"@p/x\"");
    }
    // A changed setting does not pass the keys by.
    assertThatThrownBy(() -> TestNode.start(folder, CassandraChoice.none()))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.code()).isEqualTo("signatures_required"));
  }

  @Test
  void withoutAnOperatorSignedRequestsCannotBegin(@TempDir Path folder) {
    assertThatThrownBy(() -> TestNode.start(folder, CassandraChoice.none(), settings(null)))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.code()).isEqualTo("operator_key_missing"));
  }
}
