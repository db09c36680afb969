package io.tallystick.participant.signature;

import io.tallystick.ledger.member.KeyIds;
import io.tallystick.participant.key.SigningKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Signs requests as {@link RequestVerifier} wants them. Thread-safe. */
public final class RequestSigner {
  private static final int NONCE_BYTES = 16;
  private static final String LABEL = "sig1";

  private final SigningKey key;
  private final LongSupplier nowSeconds;
  private final SecureRandom random = new SecureRandom();

  /** Signs with the clock's time. */
  public RequestSigner(SigningKey key) {
    this(key, () -> System.currentTimeMillis() / 1_000);
  }

  /**
   * Signs with a time of one's own.
   *
   * @param nowSeconds seconds since 1970
   */
  public RequestSigner(SigningKey key, LongSupplier nowSeconds) {
    this.key = key;
    this.nowSeconds = nowSeconds;
  }

  /** The key that signs. */
  public SigningKey key() {
    return key;
  }

  /**
   * The headers of a request without a body.
   *
   * @param target path and query, percent-encoded as they are sent
   */
  public Map<String, String> sign(String method, String target) {
    return sign(method, target, null, 0, nonce());
  }

  /** The headers of a request with the first {@code length} bytes as its body. */
  public Map<String, String> sign(String method, String target, byte[] body, int length) {
    return sign(method, target, body, length, nonce());
  }

  /** The same with a nonce of one's own, for a request that is sent again. */
  public Map<String, String> sign(
      String method, String target, byte[] body, int length, String nonce) {
    int mark = target.indexOf('?');
    List<String> components = new ArrayList<>();
    components.add(SignatureBase.METHOD);
    components.add(SignatureBase.PATH);
    if (mark >= 0) {
      components.add(SignatureBase.QUERY);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    if (body != null) {
      components.add(ContentDigest.FIELD);
      headers.put("Content-Digest", ContentDigest.write(body, length));
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("created", nowSeconds.getAsLong());
    parameters.put("nonce", nonce);
    parameters.put("keyid", KeyIds.text(key.id()));
    parameters.put("alg", key.type().wireName());
    String text = SignatureParameters.write(components, parameters);
    SignedMessage message =
        new Outgoing(
            method,
            mark < 0 ? target : target.substring(0, mark),
            mark < 0 ? null : target.substring(mark + 1),
            headers.get("Content-Digest"));
    byte[] signature = key.sign(SignatureBase.of(message, components, text));
    headers.put("Signature-Input", LABEL + "=" + text);
    headers.put("Signature", LABEL + "=:" + Base64.getEncoder().encodeToString(signature) + ":");
    return headers;
  }

  /** A nonce that nobody used. */
  public String nonce() {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
  }

  private record Outgoing(String method, String path, String query, String digest)
      implements SignedMessage {
    @Override
    public String authority() {
      return "";
    }

    @Override
    public List<String> field(String name) {
      return name.equals(ContentDigest.FIELD) ? List.of(digest) : List.of();
    }
  }
}
