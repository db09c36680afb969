package io.tallystick.ledger.member;

import java.util.Arrays;
import java.util.Optional;

/** Kinds of signing keys; the numbers are part of records. */
public enum KeyType {
  /** RFC 8032, pure: a public key of 32 bytes, signatures of 64. */
  ED25519(1, "ed25519", 32, 64);

  private final int number;
  private final String wireName;
  private final int publicKeyBytes;
  private final int signatureBytes;

  KeyType(int number, String wireName, int publicKeyBytes, int signatureBytes) {
    this.number = number;
    this.wireName = wireName;
    this.publicKeyBytes = publicKeyBytes;
    this.signatureBytes = signatureBytes;
  }

  /** The number in records. */
  public int number() {
    return number;
  }

  /** The name in JSON and, as RFC 9421 registers it, in {@code alg}. */
  public String wireName() {
    return wireName;
  }

  /** Bytes of a public key. */
  public int publicKeyBytes() {
    return publicKeyBytes;
  }

  /** Bytes of a signature. */
  public int signatureBytes() {
    return signatureBytes;
  }

  /** The type of a number. */
  public static Optional<KeyType> of(int number) {
    return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
  }

  /** The type of a name. */
  public static Optional<KeyType> ofName(String name) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(name)).findFirst();
  }
}
