package io.tallystick.participant.key;

import io.tallystick.ledger.Id;
import io.tallystick.ledger.member.KeyType;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Verifies Ed25519 signatures (RFC 8032, pure). Bouncy Castle's, not the JDK's: measured on the
 * machine of docs/benchmarks.md it verifies seven times as many a second. Points of keys that were
 * used lately are kept, in a bounded table; and of those that are used most, tables of their
 * multiples ({@link TabledKey}), with which verifying takes less than half. Thread-safe.
 */
public final class Ed25519Verifier {
  /** Keys whose points are kept; a power of two. */
  private static final int PLACES = 4_096;

  private static final int KEY_BYTES = KeyType.ED25519.publicKeyBytes();
  private static final int SIGNATURE_BYTES = KeyType.ED25519.signatureBytes();

  private record Kept(Id keyId, Ed25519.PublicPoint point) {}

  private final AtomicReferenceArray<Kept> kept = new AtomicReferenceArray<>(PLACES);
  private final KeptTables tables = new KeptTables();

  /** Whether bytes are a public key that can be used: a point of the right order. */
  public static boolean acceptable(byte[] publicKey) {
    return publicKey.length == KEY_BYTES && Ed25519.validatePublicKeyFull(publicKey, 0);
  }

  /** Whether a signature of a message is the key's. */
  public boolean verifies(Id keyId, byte[] publicKey, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES || publicKey.length != KEY_BYTES) {
      return false;
    }
    Ed25519.PublicPoint point = point(keyId, publicKey);
    if (point == null) {
      return false;
    }
    TabledKey table = tables.of(keyId, publicKey);
    // Bouncy Castle has the last word on what a table does not accept, so that both ways accept the
    // same signatures: those whose R has a part of small order, too, which only a key's holder can
    // make. Refusals cost what they did without tables.
    return (table != null && table.verifies(message, signature))
        || Ed25519.verify(signature, 0, point, message, 0, message.length);
  }

  private Ed25519.PublicPoint point(Id keyId, byte[] publicKey) {
    // The id is a hash of the key, so that ids of different keys differ.
    int place = (int) keyId.low() & (PLACES - 1);
    Kept known = kept.get(place);
    if (known != null && known.keyId.equals(keyId)) {
      return known.point;
    }
    Ed25519.PublicPoint point = Ed25519.validatePublicKeyFullExport(publicKey, 0);
    if (point != null) {
      kept.set(place, new Kept(keyId, point));
    }
    return point;
  }
}
