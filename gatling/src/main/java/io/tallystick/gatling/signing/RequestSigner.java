package io.tallystick.gatling.signing;

import io.gatling.http.client.Request;
import io.tallystick.gatling.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Signs requests as docs/api.md says, "Signing a request" (RFC 9421, Ed25519). Safe from several
 * threads.
 */
public final class RequestSigner {
  private static final int NONCE_BYTES = 16;
  private static final int KEY_ID_HEX_DIGITS = 32;

  private final PrivateKey key;
  private final String keyId;
  private final SecureRandom random = new SecureRandom();

  RequestSigner(PrivateKey key, String keyId) {
    this.key = key;
    this.keyId = keyId;
  }

  /** That of the key file in {@code key} with the id in {@code keyId}; none without a key file. */
  public static Optional<RequestSigner> of(Settings settings) {
    Optional<Path> file = settings.file("key");
    return file.map(
        path -> new RequestSigner(PemKey.read(path), settings.hex("keyId", KEY_ID_HEX_DIGITS)));
  }

  /** Gatling's request with the headers of its signature. */
  public Request sign(Request request) {
    byte[] body = request.getBody() == null ? null : request.getBody().getBytes();
    String query = request.getUri().getQuery();
    String path = request.getUri().getPath();
    headers(request.getMethod().name(), path, query, body, nonce(), Instant.now())
        .forEach((name, value) -> request.getHeaders().set(name, value));
    return request;
  }

  /** The headers of a request with a body and without a query. */
  public Map<String, String> headers(String method, String path, byte[] body) {
    return headers(method, path, null, body, nonce(), Instant.now());
  }

  /**
   * The headers that a request gets.
   *
   * @param query null for none
   * @param body null for none
   */
  Map<String, String> headers(
      String method, String path, String query, byte[] body, String nonce, Instant created) {
    Map<String, String> covered = new LinkedHashMap<>();
    Map<String, String> headers = new LinkedHashMap<>();
    covered.put("@method", method);
    covered.put("@path", path);
    if (query != null) {
      covered.put("@query", "?" + query);
    }
    if (body != null) {
      String digest = "sha-256=:" + base64(sha256(body)) + ":";
      covered.put("content-digest", digest);
      headers.put("Content-Digest", digest);
    }
    String parameters =
        "(\""
            + String.join("\" \"", covered.keySet())
            + "\");created="
            + created.getEpochSecond()
            + ";nonce=\""
            + nonce
            + "\";keyid=\""
            + keyId
            + "\";alg=\"ed25519\"";
    StringBuilder base = new StringBuilder();
    covered.forEach(
        (name, value) -> base.append('"').append(name).append("\": ").append(value).append('\n'));
    base.append("\"@signature-params\": ").append(parameters);
    headers.put("Signature-Input", "sig1=" + parameters);
    headers.put("Signature", "sig1=:" + base64(signature(base.toString())) + ":");
    return headers;
  }

  private String nonce() {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
  }

  private byte[] signature(String base) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(base.getBytes(StandardCharsets.ISO_8859_1));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot sign with the key", e);
    }
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
