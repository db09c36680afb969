package io.tallystick.ledger.member;

import io.tallystick.base.LittleEndian;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.state.KeyTable;
import io.tallystick.ledger.state.LedgerState;
import io.tallystick.ledger.state.ParticipantTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be read of participants and keys, on the apply thread, between batches. */
public final class MemberReads {
  private final LedgerState state;
  private final ParticipantTable participants;
  private final KeyTable keys;

  /** Reads of a state. */
  public MemberReads(LedgerState state) {
    this.state = state;
    this.participants = state.participants();
    this.keys = state.keys();
  }

  /** Participants; their numbers are 1 … this. */
  public int participantCount() {
    return participants.count();
  }

  /** Keys of all participants; their numbers are 1 … this. */
  public int keyCount() {
    return keys.count();
  }

  /** The participant of a code. */
  public Optional<ParticipantView> participant(String code) {
    if (!ParticipantCode.acceptable(code)) {
      return Optional.empty();
    }
    byte[] bytes = new byte[ParticipantCode.BYTES];
    ParticipantCode.write(bytes, 0, code);
    int number = ParticipantRules.find(state, bytes, 0);
    return number == ParticipantTable.NOBODY ? Optional.empty() : Optional.of(participant(number));
  }

  /** The participant of a number. */
  public ParticipantView participant(int number) {
    return new ParticipantView(
        number,
        code(number),
        new String(state.names().bytes(participants.name(number)), StandardCharsets.UTF_8),
        participants.roles(number),
        (participants.flags(number) & ParticipantRequest.SUSPENDED) != 0,
        participants.quorum(number),
        participants.version(number),
        participants.createdAt(number),
        participants.changedAt(number),
        participants.keys(number));
  }

  /** The code of a number; empty for the operator's 0. */
  public String code(int number) {
    if (number == ParticipantTable.NOBODY) {
      return Id.OPERATOR;
    }
    byte[] code = new byte[ParticipantCode.BYTES];
    for (int i = 0; i < ParticipantTable.CODE_WORDS; i++) {
      LittleEndian.putLong(code, i * Long.BYTES, participants.codeWord(number, i));
    }
    return ParticipantCode.read(code, 0);
  }

  /** The key of an id. */
  public Optional<KeyView> key(Id id) {
    int number = keys.find(id.high(), id.low());
    return number == KeyTable.NO_KEY ? Optional.empty() : Optional.of(key(number));
  }

  /** The key of a number. */
  public KeyView key(int number) {
    int flags = keys.flags(number);
    return new KeyView(
        number,
        new Id(keys.idHigh(number), keys.idLow(number)),
        keys.participant(number),
        keys.type(number),
        state.names().bytes(keys.publicKey(number)),
        keys.roles(number),
        keys.from(number),
        keys.until(number),
        keys.addedAt(number),
        keys.endedAt(number),
        (flags & KeyTable.REVOKED) != 0,
        (flags & KeyTable.REPLACED) != 0,
        new KeyView.Asked(
            keys.action(number),
            keys.notBefore(number),
            keys.notAfter(number),
            new Id(keys.replacesHigh(number), keys.replacesLow(number)),
            keys.replacedUntil(number),
            (flags & KeyTable.ENDED_OTHERS) != 0,
            keys.revokedUntil(number)));
  }

  /** All keys of a participant, newest first. */
  public List<KeyView> keysOf(int participant) {
    List<KeyView> views = new ArrayList<>();
    int number = participants.lastKey(participant);
    while (number != KeyTable.NO_KEY) {
      views.add(key(number));
      number = keys.previous(number);
    }
    return views;
  }
}
