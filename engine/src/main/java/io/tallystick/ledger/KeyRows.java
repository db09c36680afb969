package io.tallystick.ledger;

import io.tallystick.ledger.member.Authority;
import io.tallystick.ledger.member.KeyAction;
import io.tallystick.ledger.member.KeyRequest;
import io.tallystick.ledger.member.KeyResult;
import io.tallystick.ledger.member.KeyRules;
import io.tallystick.ledger.member.ParticipantRules;
import io.tallystick.ledger.member.Roles;
import io.tallystick.ledger.member.ValueKind;
import io.tallystick.ledger.state.KeyTable;
import io.tallystick.ledger.state.LedgerState;

/** A body of keys. They are never linked; each row is judged with its submitter's powers. */
final class KeyRows extends UnlinkedRows {
  private final LedgerState state;
  private final KeyRules rules;
  private final Authority authority;
  private Names beside = Names.EMPTY;
  private int submittingKey;

  KeyRows(LedgerState state, KeyRules rules, Authority authority) {
    super(KeyResult.EXISTS.number());
    this.state = state;
    this.rules = rules;
    this.authority = authority;
  }

  void body(ApplyOutput batch, byte[] rows, int firstRow, Names rowsBeside, int key) {
    begin(batch, rows, firstRow);
    beside = rowsBeside;
    submittingKey = key;
  }

  @Override
  int judge(byte[] b, int at, int row, long timestamp) {
    authority.ofKey(submittingKey, timestamp);
    return rules.judge(b, at, timestamp, beside, row).number();
  }

  @Override
  long create(ApplyOutput into, byte[] b, int at, int row, long timestamp) {
    return create(state, into, b, at, timestamp, beside, row, authority);
  }

  @Override
  long existingTimestamp(byte[] b, int at) {
    Id id = KeyRequest.id(b, at);
    int key = state.keys().find(id.high(), id.low());
    boolean revocation = KeyRequest.action(b, at) == KeyAction.REVOKE.number();
    return revocation ? state.keys().endedAt(key) : state.keys().addedAt(key);
  }

  /** Carries out a row that was judged {@code CREATED}. */
  static long create(
      LedgerState state,
      ApplyOutput out,
      byte[] b,
      int at,
      long timestamp,
      Names beside,
      int row,
      Authority submitter) {
    int participant = ParticipantRules.find(state, b, at + KeyRequest.CODE);
    KeyAction action = KeyAction.of(KeyRequest.action(b, at)).orElseThrow();
    if (action == KeyAction.REVOKE) {
      revoke(state.keys(), b, at, timestamp);
    } else {
      bring(state, b, at, timestamp, participant, action, beside.value(row, ValueKind.PUBLIC_KEY));
    }
    long number =
        MemberRecords.add(
            state, out, b, at, timestamp, RecordType.KEY_CHANGED, participant, submitter);
    if (action.brings()) {
      out.addBeside(ValueKind.PUBLIC_KEY, beside.value(row, ValueKind.PUBLIC_KEY));
    }
    if (action == KeyAction.RECOVER) {
      out.addBeside(ValueKind.SIGNATURES, beside.value(row, ValueKind.SIGNATURES));
    }
    return number;
  }

  private static void revoke(KeyTable keys, byte[] b, int at, long timestamp) {
    Id id = KeyRequest.id(b, at);
    long asked = KeyRequest.notAfter(b, at);
    long until = asked == 0 ? timestamp : asked;
    keys.end(keys.find(id.high(), id.low()), KeyTable.REVOKED, until, asked, timestamp);
  }

  private static void bring(
      LedgerState state,
      byte[] b,
      int at,
      long timestamp,
      int participant,
      KeyAction action,
      byte[] publicKey) {
    KeyTable keys = state.keys();
    boolean endsOthers =
        action == KeyAction.RECOVER && (KeyRequest.flags(b, at) & KeyRequest.REVOKE_OTHERS) != 0;
    if (endsOthers) {
      endAll(keys, state.participants().lastKey(participant), timestamp);
    }
    Id id = KeyRequest.id(b, at);
    int key =
        state.addKey(
            id.high(),
            id.low(),
            participant,
            KeyRequest.type(b, at),
            action.number(),
            KeyRequest.roles(b, at),
            endsOthers ? KeyTable.ENDED_OTHERS : 0,
            KeyRequest.notBefore(b, at),
            KeyRequest.notAfter(b, at),
            publicKey,
            timestamp);
    if (action == KeyAction.ROTATE) {
      Id replaced = KeyRequest.replaces(b, at);
      long asked = KeyRequest.replacedUntil(b, at);
      keys.replaces(key, replaced.high(), replaced.low(), asked);
      int before = keys.find(replaced.high(), replaced.low());
      keys.end(before, KeyTable.REPLACED, asked == 0 ? timestamp : asked, asked, timestamp);
    }
  }

  /** Ends a participant's keys, from its newest back, but its officers'. */
  private static void endAll(KeyTable keys, int lastKey, long timestamp) {
    for (int key = lastKey; key != KeyTable.NO_KEY; key = keys.previous(key)) {
      boolean officer = (keys.roles(key) & Roles.OFFICER) != 0;
      if (!officer && (keys.until(key) == 0 || keys.until(key) > timestamp)) {
        keys.end(key, KeyTable.REVOKED, timestamp, 0, timestamp);
      }
    }
  }
}
