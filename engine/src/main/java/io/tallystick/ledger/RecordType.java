package io.tallystick.ledger;

/** What a stored record is; the numbers are part of its bytes. */
public final class RecordType {
  /** A ledger was declared. */
  public static final int LEDGER_DECLARED = 1;

  /** An account was created. */
  public static final int ACCOUNT_CREATED = 2;

  /** A transfer took effect: single-phase, pending, post or void. */
  public static final int TRANSFER_CREATED = 3;

  /** A transfer was refused with a result that burns its id; in no account's chain. */
  public static final int TRANSFER_REFUSED = 4;

  /** A pending transfer's amount was released because its timeout had passed. */
  public static final int PENDING_EXPIRED = 5;

  /** An account actor claimed its account. */
  public static final int ACTOR_CLAIMED = 6;

  /** A participant's key was added, rotated, revoked or recovered. */
  public static final int KEY_CHANGED = 7;

  /** A setting changed. */
  public static final int SETTING_CHANGED = 8;

  /** A participant was created or changed. */
  public static final int PARTICIPANT_CHANGED = 9;

  /** The largest number that is known. */
  public static final int LAST = PARTICIPANT_CHANGED;

  private RecordType() {}

  /**
   * The name in JSON, such as {@code transfer_created}; {@code unknown_N} for an unknown number.
   */
  public static String wireName(int type) {
    return switch (type) {
      case LEDGER_DECLARED -> "ledger_declared";
      case ACCOUNT_CREATED -> "account_created";
      case TRANSFER_CREATED -> "transfer_created";
      case TRANSFER_REFUSED -> "transfer_refused";
      case PENDING_EXPIRED -> "pending_expired";
      case ACTOR_CLAIMED -> "actor_claimed";
      case KEY_CHANGED -> "key_changed";
      case SETTING_CHANGED -> "setting_changed";
      case PARTICIPANT_CHANGED -> "participant_changed";
      default -> "unknown_" + type;
    };
  }
}
