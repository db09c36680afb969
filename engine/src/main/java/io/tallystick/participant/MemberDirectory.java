package io.tallystick.participant;

import io.tallystick.ledger.Id;
import io.tallystick.ledger.member.KeyView;
import io.tallystick.ledger.member.MemberReads;
import io.tallystick.ledger.member.ParticipantView;
import io.tallystick.ledger.member.Roles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Participants and keys as last applied here, for every thread to see at any time. The apply thread
 * writes; a change is seen here before its submitter is answered. What a request may do is decided
 * again by the ledger when it is applied, so that a directory that lags lets nothing through.
 */
public final class MemberDirectory {
  /** A key with its participant. */
  public record Holder(KeyView key, ParticipantView participant) {
    /** Who the key speaks for. */
    public Submitter submitter() {
      return Submitter.of(participant, key);
    }
  }

  private final Map<Id, KeyView> keys = new ConcurrentHashMap<>();
  private final Map<Integer, ParticipantView> participants = new ConcurrentHashMap<>();
  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();

  /** The key of an id. */
  public Optional<Holder> key(Id keyId) {
    KeyView key = keys.get(keyId);
    return key == null
        ? Optional.empty()
        : Optional.of(new Holder(key, participants.get(key.participant())));
  }

  /** The participant of a code. */
  public Optional<ParticipantView> participant(String code) {
    return Optional.ofNullable(numbers.get(code)).map(participants::get);
  }

  /** The scope of an owner's accounts: a participant's code, empty for the operator's. */
  public String scope(int owner) {
    ParticipantView participant = participants.get(owner);
    return participant == null || participant.isOperator() ? Id.OPERATOR : participant.code();
  }

  /** The code of a participant's number; empty for 0 and an unknown one. */
  public String code(int number) {
    ParticipantView participant = participants.get(number);
    return participant == null ? "" : participant.code();
  }

  /**
   * Whether an operator ever had a key: from then on keys decide who may, whatever became of that
   * one.
   */
  public boolean anyOperatorKey() {
    return keys.values().stream()
        .anyMatch(
            key ->
                (key.roles() & Roles.OPERATOR) != 0
                    && participants.get(key.participant()).isOperator());
  }

  /** Takes in everything; on the apply thread, or before it runs. */
  public void takeAll(MemberReads reads) {
    for (int number = 1; number <= reads.participantCount(); number++) {
      put(reads.participant(number));
    }
    for (int number = 1; number <= reads.keyCount(); number++) {
      put(reads.key(number));
    }
  }

  /** Takes in a participant with its keys; on the apply thread. */
  public void take(ParticipantView participant, List<KeyView> itsKeys) {
    put(participant);
    itsKeys.forEach(this::put);
  }

  private void put(ParticipantView participant) {
    participants.put(participant.number(), participant);
    numbers.put(participant.code(), participant.number());
  }

  private void put(KeyView key) {
    keys.put(key.id(), key);
  }
}
