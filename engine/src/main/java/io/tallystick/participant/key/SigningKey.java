package io.tallystick.participant.key;

import io.tallystick.base.Checks;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.member.KeyIds;
import io.tallystick.ledger.member.KeyType;
import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** A private key of a participant, Ed25519. It is never shown: its text is its id. */
public final class SigningKey {
  private static final int SECRET_BYTES = Ed25519.SECRET_KEY_SIZE;

  private final byte[] secret;
  private final byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
  private final Id id;

  private SigningKey(byte[] secret) {
    Checks.equal(secret.length, SECRET_BYTES, "bytes of a private key");
    this.secret = secret;
    Ed25519.generatePublicKey(secret, 0, publicKey, 0);
    this.id = KeyIds.of(KeyType.ED25519.number(), publicKey);
  }

  /** A new key out of the system's randomness. */
  public static SigningKey generate() {
    byte[] secret = new byte[SECRET_BYTES];
    Ed25519.generatePrivateKey(new SecureRandom(), secret);
    return new SigningKey(secret);
  }

  /** The key of 32 secret bytes (RFC 8032, 5.1.5). */
  public static SigningKey of(byte[] secret) {
    return new SigningKey(secret.clone());
  }

  /** The key's type. */
  public KeyType type() {
    return KeyType.ED25519;
  }

  /** The key's id. */
  public Id id() {
    return id;
  }

  /** The 32 bytes of the public key. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /** Signs; thread-safe. */
  public byte[] sign(byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(secret, 0, publicKey, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  /** The secret, for a file that only its owner can read. */
  byte[] secret() {
    return secret.clone();
  }

  @Override
  public String toString() {
    return "key " + KeyIds.text(id);
  }
}
