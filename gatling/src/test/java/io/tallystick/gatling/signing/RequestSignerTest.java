package io.tallystick.gatling.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.gatling.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signature covers method, path, query and body, and holds under the key. */
final class RequestSignerTest {
  private static final String KEY_ID = "7532bb0ecd5f7e3af54caa15c43253cf";

  @Test
  void theBaseIsThatOfRfc9421() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] body = "{\"hello\": \"world\"}".getBytes(StandardCharsets.US_ASCII);
    Map<String, String> headers =
        new RequestSigner(keys.getPrivate(), KEY_ID)
            .headers(
                "POST", "/v1/transfers", "a=b", body, "n1", Instant.ofEpochSecond(1_790_000_000));
    String parameters =
        "(\"@method\" \"@path\" \"@query\" \"content-digest\");created=1790000000;nonce=\"n1\";"
            + "keyid=\"7532bb0ecd5f7e3af54caa15c43253cf\";alg=\"ed25519\"";
    // The digest is the one that docs/api.md shows.
    String digest = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:";
    assertThat(headers)
        .containsEntry("Content-Digest", digest)
        .containsEntry("Signature-Input", "sig1=" + parameters);
    String base =
        "\"@method\": POST\n\"@path\": /v1/transfers\n\"@query\": ?a=b\n\"content-digest\": "
            + digest
            + "\n\"@signature-params\": "
            + parameters;
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(keys.getPublic());
    verifier.update(base.getBytes(StandardCharsets.US_ASCII));
    String text = headers.get("Signature");
    assertThat(text).startsWith("sig1=:").endsWith(":");
    byte[] signature = Base64.getDecoder().decode(text.substring(6, text.length() - 1));
    assertThat(verifier.verify(signature)).isTrue();
  }

  @Test
  void whatIsNoKeyIsRefusedWithoutBeingShown(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("key.pem"), "secret");
    Settings settings = new Settings(Map.of("key", file.toString(), "keyId", KEY_ID)::get);
    assertThatThrownBy(() -> RequestSigner.of(settings))
        .hasMessageContaining("must be a readable Ed25519 private key")
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @Test
  void withoutAKeyNothingIsSigned() {
    assertThat(RequestSigner.of(new Settings(name -> null))).isEmpty();
  }
}
