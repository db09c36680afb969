package io.tallystick.participant.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ledger.Id;
import io.tallystick.participant.key.Ed25519Verifier;
import io.tallystick.participant.key.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The published Ed25519 example of RFC 9421 (appendix B.2.6), as a known answer. */
class Rfc9421Test {
  private static final String PRIVATE =
      "MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF";
  private static final String PUBLIC =
      "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=";
  private static final String INPUT =
      "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
          + ";created=1618884473;keyid=\"test-key-ed25519\"";
  private static final String SIGNATURE =
      "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==";
  private static final String BASE =
      """
      "date": Tue, 20 Apr 2021 02:07:55 GMT
      "@method": POST
      "@path": /foo
      "@authority": example.com
      "content-type": application/json
      "content-length": 18
      "@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length")\
      ;created=1618884473;keyid="test-key-ed25519\"""";

  private static final SignedMessage MESSAGE =
      new SignedMessage() {
        private final Map<String, String> fields =
            Map.of(
                "date", "Tue, 20 Apr 2021 02:07:55 GMT",
                "content-type", "application/json",
                "content-length", "18");

        @Override
        public String method() {
          return "POST";
        }

        @Override
        public String path() {
          return "/foo";
        }

        @Override
        public String query() {
          return "param=Value&Pet=dog";
        }

        @Override
        public String authority() {
          return "example.com";
        }

        @Override
        public List<String> field(String name) {
          return fields.containsKey(name) ? List.of(fields.get(name)) : List.of();
        }
      };

  private static byte[] last32(String base64) {
    byte[] der = Base64.getDecoder().decode(base64);
    return Arrays.copyOfRange(der, der.length - 32, der.length);
  }

  private static byte[] base() throws StructuredField.Malformed {
    SignatureParameters parameters =
        SignatureParameters.of(StructuredField.dictionary(INPUT).get("sig-b26"));
    assertThat(parameters.created()).isEqualTo(1618884473L);
    assertThat(parameters.keyId()).isEqualTo("test-key-ed25519");
    return SignatureBase.of(MESSAGE, parameters.components(), parameters.text());
  }

  @Test
  void theSignatureBaseIsThePublishedOne() throws Exception {
    assertThat(new String(base(), StandardCharsets.ISO_8859_1)).isEqualTo(BASE);
  }

  @Test
  void thePublishedSignatureVerifiesAndNoOtherDoes() throws Exception {
    Ed25519Verifier verifier = new Ed25519Verifier();
    byte[] signature = Base64.getDecoder().decode(SIGNATURE);
    Id id = new Id(1, 2);
    assertThat(verifier.verifies(id, last32(PUBLIC), base(), signature)).isTrue();
    for (int i = 0; i < signature.length; i++) {
      byte[] changed = signature.clone();
      changed[i] ^= 1;
      assertThat(verifier.verifies(id, last32(PUBLIC), base(), changed)).isFalse();
    }
    byte[] otherBase = base();
    otherBase[0] ^= 1;
    assertThat(verifier.verifies(id, last32(PUBLIC), otherBase, signature)).isFalse();
    assertThat(verifier.verifies(id, last32(PUBLIC), base(), new byte[63])).isFalse();
  }

  @Test
  void thePublishedKeySignsTheSame() throws Exception {
    SigningKey key = SigningKey.of(last32(PRIVATE));
    assertThat(key.publicKey()).isEqualTo(last32(PUBLIC));
    assertThat(Base64.getEncoder().encodeToString(key.sign(base()))).isEqualTo(SIGNATURE);
  }

  @Test
  void thePublishedDigestsAreThoseOfTheirBody() throws Exception {
    // RFC 9421, B.2: the body of test-request with its sha-512.
    byte[] body = "{\"hello\": \"world\"}".getBytes(StandardCharsets.US_ASCII);
    String published =
        "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwE"
            + "mTHWXvJwew==:";
    assertThat(ContentDigest.matches(published, body)).isTrue();
    assertThat(ContentDigest.matches(published, "{}".getBytes(StandardCharsets.US_ASCII)))
        .isFalse();
    assertThat(ContentDigest.matches("md5=:AAAA:", body)).isFalse();
    assertThat(ContentDigest.matches(ContentDigest.write(body, body.length), body)).isTrue();
    // RFC 9530, B.1: the sha-256 of {"hello": "world"} and a line feed.
    byte[] line = "{\"hello\": \"world\"}\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(ContentDigest.write(line, line.length))
        .isEqualTo("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");
  }
}
