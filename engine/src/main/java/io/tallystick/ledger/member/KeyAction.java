package io.tallystick.ledger.member;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a key row does; the numbers are part of records. */
public enum KeyAction {
  /** Adds a key. */
  ADD(1),

  /** Adds a key and ends the one that it replaces. */
  ROTATE(2),

  /** Ends a key. */
  REVOKE(3),

  /** Adds a key on the word of as many officers as the participant's quorum asks for. */
  RECOVER(4);

  private final int number;

  KeyAction(int number) {
    this.number = number;
  }

  /** The number in records. */
  public int number() {
    return number;
  }

  /** The name in JSON. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the row brings a new key. */
  public boolean brings() {
    return this != REVOKE;
  }

  /** The action of a number. */
  public static Optional<KeyAction> of(int number) {
    return Arrays.stream(values()).filter(action -> action.number == number).findFirst();
  }

  /** The action of a name. */
  public static Optional<KeyAction> ofName(String name) {
    return Arrays.stream(values()).filter(action -> action.wireName().equals(name)).findFirst();
  }
}
