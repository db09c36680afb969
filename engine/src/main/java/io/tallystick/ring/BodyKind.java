package io.tallystick.ring;

/**
 * What the rows of a body are; all rows of one body are of one kind. The wire numbers are part of
 * the entry's bytes.
 */
public enum BodyKind {
  TRANSFERS(1),
  ACCOUNTS(2),
  LEDGERS(3),
  PARTICIPANTS(4),
  KEYS(5),

  /** Claims of account actors; never from a client. */
  CLAIMS(6);

  private final int wireNumber;

  BodyKind(int wireNumber) {
    this.wireNumber = wireNumber;
  }

  /** The number that stands for the kind in an entry. */
  public int wireNumber() {
    return wireNumber;
  }
}
