package io.tallystick.participant.signature;

import io.tallystick.base.TallystickException;
import io.tallystick.ledger.member.KeyType;
import io.tallystick.ledger.member.KeyView;
import io.tallystick.participant.MemberDirectory;
import io.tallystick.participant.MemberDirectory.Holder;
import io.tallystick.participant.Submitter;
import io.tallystick.participant.key.Ed25519Verifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Makes certain who a request comes from. Takes about 80 µs of a core: not for a thread that others
 * wait for. Thread-safe.
 */
public final class RequestVerifier {
  /** Code of the refusal of a key that is in no participant's list. */
  public static final String KEY_UNKNOWN = ParsedSignature.KEY_UNKNOWN;

  private final MemberDirectory members;
  private final SignatureSettings settings;
  private final LongSupplier nowNanos;
  private final NonceMemory nonces;
  private final Ed25519Verifier ed25519 = new Ed25519Verifier();
  private final byte[] seed = new byte[16];

  /**
   * A verifier of the keys of a directory.
   *
   * @param nowNanos nanoseconds since 1970
   */
  public RequestVerifier(
      MemberDirectory members, SignatureSettings settings, LongSupplier nowNanos) {
    this.members = members;
    this.settings = settings;
    this.nowNanos = nowNanos;
    this.nonces =
        new NonceMemory(settings.ageMaxSeconds(), settings.noncesMax(), settings.noncesPerKeyMax());
    new SecureRandom().nextBytes(seed);
  }

  /**
   * Who sent a request.
   *
   * @param body the whole body; null where the request has none
   * @throws io.tallystick.base.TallystickException UNAUTHENTICATED with a code that says why, or
   *     {@code nonces_full} (TOO_MANY)
   */
  public Submitter verify(SignedMessage message, byte[] body) {
    long now = nowNanos.getAsLong();
    ParsedSignature parsed = ParsedSignature.of(message, body != null);
    SignatureParameters parameters = parsed.parameters();
    checkTimes(parameters, TimeUnit.NANOSECONDS.toSeconds(now));
    Holder holder =
        members
            .key(parsed.keyId())
            .orElseThrow(() -> ParsedSignature.keyUnknown(parameters.keyId()));
    KeyType type = KeyType.of(holder.key().type()).orElseThrow();
    if (!parameters.algorithm().equals(type.wireName())) {
      throw SignatureRefusals.field(
          "algorithm_unsupported", "alg", parameters.algorithm(), type.wireName());
    }
    if (body != null) {
      checkDigest(parsed.digest(), body);
    }
    checkSignature(message, parsed, holder.key());
    // Only whoever has the key learns what became of it.
    checkValid(holder, now);
    remember(message, parsed, holder.key().number(), TimeUnit.NANOSECONDS.toSeconds(now));
    return holder.submitter();
  }

  /** The refusal of a request without a signature. */
  public static TallystickException signatureMissing() {
    return SignatureRefusals.missing();
  }

  /** Nonces remembered now. */
  public int noncesHeld() {
    return nonces.held();
  }

  private void checkTimes(SignatureParameters parameters, long nowSeconds) {
    long created = parameters.created();
    if (created < nowSeconds - settings.ageMaxSeconds()) {
      throw SignatureRefusals.field(
          "signature_too_old",
          "created",
          Long.toString(created),
          "not older than "
              + settings.ageMaxSeconds()
              + " s; the server's clock says "
              + nowSeconds);
    }
    if (created > nowSeconds + settings.aheadMaxSeconds()) {
      throw SignatureRefusals.field(
          "signature_from_the_future",
          "created",
          Long.toString(created),
          "at most "
              + settings.aheadMaxSeconds()
              + " s ahead; the server's clock says "
              + nowSeconds);
    }
    if (parameters.expires() != null && parameters.expires() < nowSeconds) {
      throw SignatureRefusals.field(
          "signature_too_old",
          "expires",
          Long.toString(parameters.expires()),
          "not past; the server's clock says " + nowSeconds);
    }
  }

  private static void checkDigest(String digest, byte[] body) {
    try {
      if (ContentDigest.matches(digest, body)) {
        return;
      }
    } catch (StructuredField.Malformed e) {
      throw SignatureRefusals.field(
          "digest_malformed", ContentDigest.FIELD, digest, "sha-256=:base64: (RFC 9530)");
    }
    throw SignatureRefusals.field(
        "digest_mismatch", ContentDigest.FIELD, digest, "the sha-256 or sha-512 of the body");
  }

  private void checkSignature(SignedMessage message, ParsedSignature parsed, KeyView key) {
    SignatureParameters parameters = parsed.parameters();
    byte[] base = SignatureBase.of(message, parameters.components(), parameters.text());
    if (base == null) {
      throw SignatureRefusals.malformed(ParsedSignature.INPUT, "components that the request has");
    }
    if (!ed25519.verifies(key.id(), key.publicKey(), base, parsed.signature())) {
      throw SignatureRefusals.of(
          "signature_invalid", "The signature is not the key's for this request.");
    }
  }

  private static void checkValid(Holder holder, long now) {
    KeyView key = holder.key();
    if (holder.participant().suspended()) {
      throw SignatureRefusals.of(
          "participant_suspended", "The participant of this key is suspended.");
    }
    // A key without a beginning of its own is valid once it is known, whatever this clock says.
    if (now < key.from() && key.from() > key.addedAt()) {
      throw SignatureRefusals.of("key_not_yet_valid", "The key is not valid yet.");
    }
    if (key.until() != 0 && now >= key.until()) {
      throw key.revoked()
          ? SignatureRefusals.of("key_revoked", "The key was revoked.")
          : SignatureRefusals.of("key_expired", "The key is not valid any more.");
    }
  }

  private void remember(SignedMessage message, ParsedSignature parsed, int key, long nowSeconds) {
    SignatureParameters p = parsed.parameters();
    long nonce = hash(Integer.toString(key), p.nonce());
    long request =
        hash(
            message.method(),
            message.path(),
            message.query() == null ? "" : "?" + message.query(),
            parsed.digest() == null ? "" : parsed.digest());
    switch (nonces.remember(key, nonce, request, p.created(), nowSeconds)) {
      case NEW, SAME -> {}
      case OTHER ->
          throw SignatureRefusals.field(
              "nonce_reused", "nonce", p.nonce(), "a nonce comes with one request only");
      case FULL -> throw SignatureRefusals.noncesFull();
    }
  }

  private long hash(String... parts) {
    MessageDigest digest = ContentDigest.digest("SHA-256");
    digest.update(seed);
    for (String part : parts) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
    }
    return ByteBuffer.wrap(digest.digest()).getLong();
  }
}
