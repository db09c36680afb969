package io.tallystick.ordering.raft;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;

/** What a log entry holds. The numbers are part of the log's bytes. */
public enum EntryKind {
  /** Nothing: the first entry of every term, by which a new leader may commit what came before. */
  NO_OP(1),
  /** Bytes of the application. */
  PAYLOAD(2),
  /** The members of the group from this entry on ({@link Membership#encode}). */
  MEMBERSHIP(3);

  private final int number;

  EntryKind(int number) {
    this.number = number;
  }

  /** The number that stands for the kind in a stored record, 1 … 127. */
  public int number() {
    return number;
  }

  /** The kind of that number; fails with {@code DAMAGED} for any other. */
  public static EntryKind of(int number) {
    return switch (number) {
      case 1 -> NO_OP;
      case 2 -> PAYLOAD;
      case 3 -> MEMBERSHIP;
      default ->
          throw TallystickException.of(
              ErrorKind.DAMAGED, "entry_kind_unknown", "no log entry is of kind " + number);
    };
  }
}
