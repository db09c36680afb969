package io.tallystick.load.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ledger.member.KeyIds;
import io.tallystick.participant.key.SigningKey;
import io.tallystick.participant.signature.RequestSigner;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SignedRequestsTest {
  /** What stands before an Ed25519 key in a SubjectPublicKeyInfo, RFC 8410. */
  private static final byte[] KEY_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private final SigningKey key = SigningKey.generate();
  private final RowSource rows =
      new UniformRows(IdSource.random(1), 11, DriverOptions.FIRST_ACCOUNT, 50);
  private final RequestWriter requests =
      new SignedRequests(
          new JsonRequests(URI.create("http://127.0.0.1:8080"), rows, 3, "EUR", 1),
          new RequestSigner(key, () -> 1_800_000_000L),
          "/v1/transfers");

  @Test
  void everyRequestIsSignedOverItsOwnBody() throws Exception {
    Set<String> signatures = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      byte[] bytes = bytes(requests.next());
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      int bodyAt = text.indexOf("\r\n\r\n") + 4;
      byte[] body = Arrays.copyOfRange(bytes, bodyAt, bytes.length);
      assertThat(header(text, "Content-Length")).isEqualTo("" + body.length);
      String digest = header(text, "Content-Digest");
      byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(body);
      assertThat(digest).isEqualTo("sha-256=:" + base64(sha256) + ":");
      String input = header(text, "Signature-Input").replace("sig1=", "");
      assertThat(input).contains("keyid=\"" + KeyIds.text(key.id()) + "\"");
      String base =
          "\"@method\": POST\n\"@path\": /v1/transfers\n\"content-digest\": "
              + digest
              + "\n\"@signature-params\": "
              + input;
      String signature = header(text, "Signature");
      assertThat(verifies(base, signature.replace("sig1=:", "").replaceAll(":$", ""))).isTrue();
      signatures.add(signature);
    }
    assertThat(signatures).hasSize(3);
  }

  private boolean verifies(String base, String signature) throws Exception {
    byte[] encoded = Arrays.copyOf(KEY_HEAD, KEY_HEAD.length + 32);
    System.arraycopy(key.publicKey(), 0, encoded, KEY_HEAD.length, 32);
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
    verifier.update(base.getBytes(StandardCharsets.US_ASCII));
    return verifier.verify(Base64.getDecoder().decode(signature));
  }

  private static String header(String request, String name) {
    int at = request.indexOf("\r\n" + name + ": ");
    assertThat(at).as(name).isPositive();
    int from = at + name.length() + 4;
    return request.substring(from, request.indexOf("\r\n", from));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(ByteBuffer request) {
    byte[] bytes = new byte[request.remaining()];
    request.get(bytes);
    return bytes;
  }
}
