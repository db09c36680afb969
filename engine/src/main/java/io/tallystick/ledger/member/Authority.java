package io.tallystick.ledger.member;

import io.tallystick.ledger.state.KeyTable;
import io.tallystick.ledger.state.LedgerState;
import io.tallystick.ledger.state.ParticipantTable;

/**
 * Who submits what is being judged, and what they may do, as the state knows it at that time. One
 * object serves all bodies. Without a submitter (a node without credentials, or the first
 * operator's beginning) everything is allowed until an operator has a key, and nothing from the
 * batch behind it on, whatever becomes of that key: no node passes the keys by, whatever its
 * settings are.
 */
public final class Authority {
  /** Stands for no submitting key. */
  public static final int NO_KEY = KeyTable.NO_KEY;

  /** Every account may be debited, whoever owns it. */
  public static final int ANY_OWNER = -1;

  /** The owner's number of accounts that are the operator's. */
  public static final int OPERATORS = ParticipantTable.NOBODY;

  private final ParticipantTable participants;
  private final KeyTable keys;
  private int key;
  private int participant;
  private int roles;

  /** Keys up to this number were looked at; neither operators nor roles of keys ever change. */
  private int keysSeen;

  private boolean operatorHasKey;

  /** An authority in a state, of nobody at first. */
  public Authority(LedgerState state) {
    this.participants = state.participants();
    this.keys = state.keys();
  }

  /** Looks whether an operator has a key: from the batch behind that key on, nobody may. */
  public void beginBatch() {
    while (!operatorHasKey && keysSeen < keys.count()) {
      keysSeen++;
      int both = keys.roles(keysSeen) & participants.roles(keys.participant(keysSeen));
      operatorHasKey = (both & Roles.OPERATOR) != 0;
    }
  }

  /**
   * The authority of a key at a time.
   *
   * @param keyNumber {@link #NO_KEY} for none; one that is unknown, not valid then, or of a
   *     suspended participant has no role
   */
  public void ofKey(int keyNumber, long timestamp) {
    key = keyNumber;
    participant = ParticipantTable.NOBODY;
    roles = 0;
    if (key < NO_KEY || key > keys.count()) {
      key = Integer.MAX_VALUE;
    } else if (key != NO_KEY) {
      participant = keys.participant(key);
      if (!suspended() && keys.valid(key, timestamp)) {
        roles = keys.roles(key) & (participants.roles(participant) | Roles.OFFICER);
      }
    }
  }

  /**
   * The authority of a participant whatever key it used: what a stored record tells of its
   * submitter.
   *
   * @return false if there is no such participant
   */
  public boolean ofParticipant(int number) {
    key = number == ParticipantTable.NOBODY ? NO_KEY : Integer.MAX_VALUE;
    participant = number;
    roles = 0;
    if (number < 0 || number > participants.count()) {
      return false;
    }
    if (number != ParticipantTable.NOBODY && !suspended()) {
      roles = participants.roles(number) | Roles.OFFICER;
    }
    return true;
  }

  private boolean suspended() {
    return (participants.flags(participant) & ParticipantRequest.SUSPENDED) != 0;
  }

  /** Whether a key submits at all. */
  public boolean present() {
    return key != NO_KEY;
  }

  /** The submitting key's number, {@link #NO_KEY} for none. */
  public int key() {
    return key;
  }

  /** The submitting participant's number, 0 for none. */
  public int participant() {
    return participant;
  }

  /** Whether any of these roles, or the operator's, allows it. */
  public boolean may(int anyOf) {
    return present() ? (roles & (anyOf | Roles.OPERATOR)) != 0 : !operatorHasKey;
  }

  /** Whether it is the operator's, or nobody's. */
  public boolean isOperator() {
    return may(Roles.OPERATOR);
  }

  /** Whose accounts it may debit: an owner's number, or {@link #ANY_OWNER}. */
  public int debits() {
    return isOperator() ? ANY_OWNER : owner();
  }

  /** The owner's number of what it creates. */
  public int owner() {
    return participant == ParticipantTable.NOBODY ? OPERATORS : ownerOf(participants, participant);
  }

  /** The owner's number of a participant: 0 where its scope is the operator's. */
  public static int ownerOf(ParticipantTable participants, int number) {
    return (participants.roles(number) & Roles.OPERATOR) != 0 ? OPERATORS : number;
  }
}
