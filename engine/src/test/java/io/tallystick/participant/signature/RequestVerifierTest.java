package io.tallystick.participant.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.member.KeyIds;
import io.tallystick.ledger.member.Roles;
import io.tallystick.participant.MemberDirectory;
import io.tallystick.participant.SampleMembers;
import io.tallystick.participant.Submitter;
import io.tallystick.participant.key.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a signed request has to be, and with which code another one is refused. */
class RequestVerifierTest {
  private static final long NOW = SampleMembers.ADDED / 1_000_000_000 + 1_000;
  private static final byte[] BODY = "[{\"id\":\"t-1\"}]".getBytes(StandardCharsets.UTF_8);

  private final SigningKey key = SigningKey.generate();
  private long now = NOW;
  private MemberDirectory members =
      SampleMembers.directory(
          SampleMembers.participant(false),
          SampleMembers.key(1, key, Roles.SUBMIT, SampleMembers.ADDED, 0, false));
  private RequestVerifier verifier = verifier(SignatureSettings.defaults());
  private final RequestSigner signer = new RequestSigner(key, () -> now);

  private RequestVerifier verifier(SignatureSettings settings) {
    return new RequestVerifier(members, settings, () -> now * 1_000_000_000);
  }

  /** A request that can be tampered with. */
  private static final class Message implements SignedMessage {
    String method;
    String path;
    String query;
    final Map<String, List<String>> fields = new HashMap<>();

    Message(String method, String target, Map<String, String> headers) {
      this.method = method;
      int mark = target.indexOf('?');
      path = mark < 0 ? target : target.substring(0, mark);
      query = mark < 0 ? null : target.substring(mark + 1);
      headers.forEach((name, value) -> add(name.toLowerCase(Locale.ROOT), value));
    }

    void add(String name, String value) {
      fields.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value);
    }

    void set(String name, String value) {
      fields.put(name, new ArrayList<>(List.of(value)));
    }

    void replace(String name, String from, String to) {
      String value = fields.get(name).get(0);
      assertThat(value).contains(from);
      set(name, value.replace(from, to));
    }

    @Override
    public String method() {
      return method;
    }

    @Override
    public String path() {
      return path;
    }

    @Override
    public String query() {
      return query;
    }

    @Override
    public String authority() {
      return "localhost";
    }

    @Override
    public List<String> field(String name) {
      return fields.getOrDefault(name, List.of());
    }
  }

  private Message post(byte[] body) {
    return new Message(
        "POST", "/v1/transfers", signer.sign("POST", "/v1/transfers", body, body.length));
  }

  private void refused(Message message, byte[] body, String code) {
    assertThatThrownBy(() -> verifier.verify(message, body))
        .isInstanceOfSatisfying(
            TallystickException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.kind())
                  .isEqualTo(
                      code.equals("nonces_full") ? ErrorKind.TOO_MANY : ErrorKind.UNAUTHENTICATED);
            });
  }

  private void refused(Consumer<Message> tampering, String code) {
    Message message = post(BODY);
    tampering.accept(message);
    refused(message, BODY, code);
  }

  @Test
  void aSignedRequestIsItsParticipants() {
    Submitter submitter = verifier.verify(post(BODY), BODY);
    assertThat(submitter.code()).isEqualTo("bank-a");
    assertThat(submitter.key()).isEqualTo(1);
    assertThat(submitter.roles()).isEqualTo(Roles.SUBMIT);
    Message get =
        new Message(
            "GET", "/v1/accounts?code=1&x=%20", signer.sign("GET", "/v1/accounts?code=1&x=%20"));
    assertThat(verifier.verify(get, null).code()).isEqualTo("bank-a");
    Message noQuery = new Message("GET", "/v1/status", signer.sign("GET", "/v1/status"));
    assertThat(verifier.verify(noQuery, null).code()).isEqualTo("bank-a");
  }

  @Test
  void whateverIsCoveredCannotBeChanged() {
    refused(m -> m.method = "PUT", "signature_invalid");
    refused(m -> m.path = "/v1/accounts", "signature_invalid");
    refused(m -> m.query = "balances=true", "signature_component_missing");
    refused(post(BODY), "[{\"id\":\"t-2\"}]".getBytes(StandardCharsets.UTF_8), "digest_mismatch");
    refused(post(BODY), new byte[0], "digest_mismatch");
    refused(
        m -> m.replace("signature-input", "created=", "created=1"), "signature_from_the_future");
    refused(m -> m.replace("signature-input", ";nonce=\"", ";nonce=\"x"), "signature_invalid");
    Message get = new Message("GET", "/a?x=1", signer.sign("GET", "/a?x=1"));
    get.query = "x=2";
    refused(get, null, "signature_invalid");
    refused(
        m -> {
          byte[] other = {'x'};
          m.set("content-digest", ContentDigest.write(other, 1));
        },
        "digest_mismatch");
  }

  @Test
  void aDigestThatWasChangedWithTheBodyBreaksTheSignature() {
    byte[] other = "[{\"id\":\"t-2\"}]".getBytes(StandardCharsets.UTF_8);
    Message message = post(BODY);
    message.set("content-digest", ContentDigest.write(other, other.length));
    refused(message, other, "signature_invalid");
  }

  @Test
  void whatIsMissingIsNamed() {
    refused(m -> m.fields.remove("signature"), "signature_missing");
    refused(m -> m.fields.remove("signature-input"), "signature_missing");
    refused(m -> m.fields.remove("content-digest"), "digest_missing");
    for (String component : new String[] {"@method", "@path", "content-digest"}) {
      refused(
          m -> m.replace("signature-input", "\"" + component + "\"", "\"date\""),
          "signature_component_missing");
    }
    for (String parameter : new String[] {"created", "nonce", "keyid", "alg"}) {
      refused(
          m -> m.replace("signature-input", ";" + parameter + "=", ";x-" + parameter + "="),
          "signature_malformed");
    }
    refused(
        m -> m.replace("signature-input", "\"@path\"", "\"@path\" \"date\""),
        "signature_malformed");
  }

  @Test
  void headersThatStandTwiceAreRefused() {
    for (String field : new String[] {"signature", "signature-input"}) {
      refused(m -> m.add(field, m.field(field).get(0)), "signature_malformed");
      refused(m -> m.add(field, "sig2=:AAAA:"), "signature_malformed");
      refused(m -> m.set(field, m.field(field).get(0) + ", sig2=:AAAA:"), "signature_malformed");
    }
    refused(m -> m.add("content-digest", m.field("content-digest").get(0)), "digest_missing");
    refused(
        m -> m.replace("signature-input", "\"@path\"", "\"@path\" \"@path\""),
        "signature_malformed");
    refused(m -> m.replace("signature-input", "sig1=", "sig9="), "signature_malformed");
  }

  @Test
  void componentsThatAreNotKnownAreRefused() {
    for (String component : new String[] {"@target-uri", "@status", "@request-target", "UPPER"}) {
      refused(
          m -> m.replace("signature-input", "\"@path\"", "\"@path\" \"" + component + "\""),
          "signature_component_unsupported");
    }
    refused(m -> m.replace("signature-input", "\"@path\"", "\"@path\";req"), "signature_malformed");
  }

  @Test
  void keysAndAlgorithmsThatAreNotKnownAreRefused() {
    String other = KeyIds.text(SigningKey.generate().id());
    String own = KeyIds.text(key.id());
    refused(m -> m.replace("signature-input", own, other), "key_unknown");
    refused(m -> m.replace("signature-input", own, "bank-a"), "key_unknown");
    refused(
        m -> m.replace("signature-input", "\"ed25519\"", "\"hmac-sha256\""),
        "algorithm_unsupported");
    refused(m -> m.replace("signature-input", "\"ed25519\"", "ed25519"), "signature_malformed");
    refused(m -> m.set("signature", "sig1=:AAAA:"), "signature_invalid");
    refused(m -> m.set("signature", "sig1=\"AAAA\""), "signature_malformed");
    refused(m -> m.set("content-digest", "nonsense:"), "digest_malformed");
    refused(m -> m.set("content-digest", "md5=:AAAA:"), "digest_mismatch");
  }

  @Test
  void aSignatureIsAcceptedWithinItsWindowOnly() {
    Message message = post(BODY);
    now = NOW + 60;
    assertThat(verifier.verify(message, BODY).code()).isEqualTo("bank-a");
    now = NOW + 61;
    refused(message, BODY, "signature_too_old");
    now = NOW - 10;
    assertThat(verifier.verify(message, BODY).code()).isEqualTo("bank-a");
    now = NOW - 11;
    refused(message, BODY, "signature_from_the_future");
  }

  @Test
  void aSignatureThatHasExpiredIsRefused() {
    refused(
        m -> m.replace("signature-input", ";nonce", ";expires=" + (NOW - 1) + ";nonce"),
        "signature_too_old");
    refused(
        m -> m.replace("signature-input", ";nonce", ";expires=" + NOW + ";nonce"),
        "signature_invalid");
  }

  @Test
  void theSameRequestMayComeAgainAndAnotherMayNotBringItsNonce() {
    Message message = post(BODY);
    verifier.verify(message, BODY);
    verifier.verify(message, BODY);
    String nonce = signer.nonce();
    now++;
    Message first =
        new Message(
            "POST",
            "/v1/transfers",
            signer.sign("POST", "/v1/transfers", BODY, BODY.length, nonce));
    verifier.verify(first, BODY);
    now++;
    Message again =
        new Message(
            "POST",
            "/v1/transfers",
            signer.sign("POST", "/v1/transfers", BODY, BODY.length, nonce));
    verifier.verify(again, BODY);
    byte[] other = "[]".getBytes(StandardCharsets.UTF_8);
    Message another =
        new Message(
            "POST",
            "/v1/transfers",
            signer.sign("POST", "/v1/transfers", other, other.length, nonce));
    refused(another, other, "nonce_reused");
    Message elsewhere =
        new Message(
            "POST", "/v1/accounts", signer.sign("POST", "/v1/accounts", BODY, BODY.length, nonce));
    refused(elsewhere, BODY, "nonce_reused");
    Message signedGet =
        new Message("GET", "/v1/a?b", signer.sign("GET", "/v1/a?b", null, 0, nonce));
    refused(signedGet, null, "nonce_reused");
  }

  @Test
  void whenTheMemoryOfNoncesIsFullNothingPassesUnchecked() {
    verifier = verifier(new SignatureSettings(60, 10, 2, 2));
    verifier.verify(post(BODY), BODY);
    Message second = post(BODY);
    verifier.verify(second, BODY);
    refused(post(BODY), BODY, "nonces_full");
    verifier.verify(second, BODY);
    assertThat(verifier.noncesHeld()).isEqualTo(2);
    now += 70;
    verifier.verify(post(BODY), BODY);
  }

  @Test
  void aForgedSignatureLeavesNoNonceBehind() {
    refused(m -> m.method = "PUT", "signature_invalid");
    assertThat(verifier.noncesHeld()).isZero();
  }

  private void with(boolean suspended, long from, long until, boolean revoked) {
    members =
        SampleMembers.directory(
            SampleMembers.participant(suspended),
            SampleMembers.key(1, key, Roles.SUBMIT, from, until, revoked));
    verifier = verifier(SignatureSettings.defaults());
  }

  @Test
  void keysThatAreNotValidAreRefusedBySayingWhy() {
    long nanos = NOW * 1_000_000_000;
    with(false, nanos + 1, 0, false);
    refused(post(BODY), BODY, "key_not_yet_valid");
    with(false, SampleMembers.ADDED, nanos, false);
    refused(post(BODY), BODY, "key_expired");
    with(false, SampleMembers.ADDED, nanos, true);
    refused(post(BODY), BODY, "key_revoked");
    with(true, SampleMembers.ADDED, 0, false);
    refused(post(BODY), BODY, "participant_suspended");
    with(false, SampleMembers.ADDED, nanos + 1, true);
    assertThat(verifier.verify(post(BODY), BODY).code()).isEqualTo("bank-a");
  }

  @Test
  void onlyWhoeverHasAKeyLearnsWhatBecameOfIt() {
    with(false, SampleMembers.ADDED, NOW * 1_000_000_000, true);
    Message message = post(BODY);
    message.set("signature", "sig1=:" + "A".repeat(86) + "==:");
    refused(message, BODY, "signature_invalid");
  }
}
