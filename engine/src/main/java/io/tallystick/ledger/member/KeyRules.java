package io.tallystick.ledger.member;

import io.tallystick.ledger.Id;
import io.tallystick.ledger.Names;
import io.tallystick.ledger.state.KeyTable;
import io.tallystick.ledger.state.LedgerState;
import io.tallystick.ledger.state.ParticipantTable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges changes of keys. */
public final class KeyRules {
  private final LedgerState state;
  private final ParticipantTable participants;
  private final KeyTable keys;
  private final Authority authority;

  /** Rules over a state; the authority is that of the row's submitter. */
  public KeyRules(LedgerState state, Authority authority) {
    this.state = state;
    this.participants = state.participants();
    this.keys = state.keys();
    this.authority = authority;
  }

  /** What becomes of a row whose event has this timestamp. */
  public KeyResult judge(byte[] b, int at, long timestamp, Names beside, int row) {
    if (!authority.may(Roles.KNOWN)) {
      return KeyResult.SUBMITTER_NOT_AUTHORISED;
    }
    if (KeyRequest.timestamp(b, at) != 0) {
      return KeyResult.TIMESTAMP_MUST_BE_ZERO;
    }
    return judgeStamped(b, at, timestamp, beside, row);
  }

  /** The same without a look at the timestamp in the row and at the submitter's being valid. */
  public KeyResult judgeStamped(byte[] b, int at, long timestamp, Names beside, int row) {
    if (!ParticipantRules.zero(b, at + KeyRequest.ZERO, at + KeyRequest.TIMESTAMP)) {
      return KeyResult.RESERVED_FIELD;
    }
    Optional<KeyAction> action = KeyAction.of(KeyRequest.action(b, at));
    int flagsKnown =
        action.isPresent() && action.get() == KeyAction.RECOVER ? KeyRequest.REVOKE_OTHERS : 0;
    if ((KeyRequest.flags(b, at) & ~flagsKnown) != 0) {
      return KeyResult.RESERVED_FLAG;
    }
    if (action.isEmpty()) {
      return KeyResult.ACTION_UNKNOWN;
    }
    if (!fieldsOfOthersAreZero(b, at, action.get())) {
      return KeyResult.RESERVED_FIELD;
    }
    int participant = ParticipantRules.find(state, b, at + KeyRequest.CODE);
    if (!authority.isOperator()
        && (participant != authority.participant() || participant == ParticipantTable.NOBODY)) {
      return KeyResult.NOT_PERMITTED;
    }
    if (participant == ParticipantTable.NOBODY) {
      return KeyResult.PARTICIPANT_NOT_FOUND;
    }
    return action.get() == KeyAction.REVOKE
        ? revoke(b, at, timestamp, participant)
        : bring(b, at, timestamp, participant, action.get(), beside, row);
  }

  private static boolean fieldsOfOthersAreZero(byte[] b, int at, KeyAction action) {
    boolean zero =
        action == KeyAction.ROTATE
            || (KeyRequest.replaces(b, at).equals(Id.ZERO) && KeyRequest.replacedUntil(b, at) == 0);
    return action.brings()
        ? zero
        : zero
            && KeyRequest.notBefore(b, at) == 0
            && KeyRequest.roles(b, at) == 0
            && KeyRequest.type(b, at) == 0;
  }

  private KeyResult revoke(byte[] b, int at, long timestamp, int participant) {
    Id id = KeyRequest.id(b, at);
    int number = keys.find(id.high(), id.low());
    boolean its = number != KeyTable.NO_KEY && keys.participant(number) == participant;
    if (!mayManage(participant, its ? keys.roles(number) : 0)) {
      return KeyResult.NOT_PERMITTED;
    }
    long asked = KeyRequest.notAfter(b, at);
    boolean revoked = its && (keys.flags(number) & KeyTable.REVOKED) != 0;
    if (revoked && asked == keys.revokedUntil(number)) {
      return KeyResult.EXISTS;
    }
    if (asked < 0 || (asked != 0 && asked < timestamp)) {
      return KeyResult.VALIDITY_EMPTY;
    }
    if (!its) {
      return KeyResult.KEY_NOT_FOUND;
    }
    long end = asked == 0 ? timestamp : asked;
    if (revoked && keys.until(number) <= end) {
      return KeyResult.KEY_ALREADY_REVOKED;
    }
    return endsTheLastOperator(number, timestamp, false)
        ? KeyResult.LAST_OPERATOR_KEY
        : KeyResult.CREATED;
  }

  private KeyResult bring(
      byte[] b, int at, long timestamp, int participant, KeyAction action, Names beside, int row) {
    int roles = KeyRequest.roles(b, at);
    if (action != KeyAction.RECOVER && !mayManage(participant, roles)) {
      return KeyResult.NOT_PERMITTED;
    }
    Optional<KeyType> type = KeyType.of(KeyRequest.type(b, at));
    if (type.isEmpty()) {
      return KeyResult.KEY_TYPE_UNKNOWN;
    }
    byte[] publicKey = beside.value(row, ValueKind.PUBLIC_KEY);
    if (publicKey == null || publicKey.length != type.get().publicKeyBytes()) {
      return KeyResult.PUBLIC_KEY_MALFORMED;
    }
    Id id = KeyRequest.id(b, at);
    if (!id.equals(KeyIds.of(type.get().number(), publicKey))) {
      return KeyResult.KEY_ID_DIFFERS;
    }
    int known = keys.find(id.high(), id.low());
    if (known != KeyTable.NO_KEY) {
      return same(b, at, known, participant) ? KeyResult.EXISTS : KeyResult.KEY_ALREADY_USED;
    }
    KeyResult wrong = values(b, at, timestamp, participant);
    if (wrong == null && action == KeyAction.ROTATE) {
      wrong = replaced(b, at, timestamp, participant);
    }
    if (wrong == null && action == KeyAction.RECOVER) {
      wrong = signed(timestamp, participant, beside.value(row, ValueKind.SIGNATURES));
      if (wrong == null && endsOthers(b, at) && endsAllOperators(participant, roles, timestamp)) {
        wrong = KeyResult.LAST_OPERATOR_KEY;
      }
    }
    if (wrong == null && keys.count() >= MemberLimits.KEYS_MAX) {
      wrong = KeyResult.TOO_MANY_KEYS;
    }
    return wrong == null ? KeyResult.CREATED : wrong;
  }

  private KeyResult values(byte[] b, int at, long timestamp, int participant) {
    int roles = KeyRequest.roles(b, at);
    if (roles == 0 || (roles & ~Roles.KNOWN) != 0) {
      return KeyResult.ROLES_UNKNOWN;
    }
    if (isOfficer(roles) && roles != Roles.OFFICER) {
      return KeyResult.OFFICER_STANDS_ALONE;
    }
    if ((roles & ~(participants.roles(participant) | Roles.OFFICER)) != 0) {
      return KeyResult.ROLES_NOT_GRANTED;
    }
    long notBefore = KeyRequest.notBefore(b, at);
    long notAfter = KeyRequest.notAfter(b, at);
    long from = Math.max(notBefore, timestamp);
    boolean empty = notBefore < 0 || notAfter < 0 || (notAfter != 0 && notAfter <= from);
    return empty ? KeyResult.VALIDITY_EMPTY : null;
  }

  private KeyResult replaced(byte[] b, int at, long timestamp, int participant) {
    Id id = KeyRequest.replaces(b, at);
    int number = keys.find(id.high(), id.low());
    if (number == KeyTable.NO_KEY || keys.participant(number) != participant) {
      return KeyResult.KEY_NOT_FOUND;
    }
    int roles = KeyRequest.roles(b, at);
    if (!mayManage(participant, keys.roles(number))) {
      return KeyResult.NOT_PERMITTED;
    }
    if ((keys.flags(number) & (KeyTable.REVOKED | KeyTable.REPLACED)) != 0) {
      return KeyResult.KEY_ALREADY_REVOKED;
    }
    long until = KeyRequest.replacedUntil(b, at);
    if (until < 0 || (until != 0 && until < timestamp)) {
      return KeyResult.VALIDITY_EMPTY;
    }
    return endsTheLastOperator(number, timestamp, bringsOperator(participant, roles))
        ? KeyResult.LAST_OPERATOR_KEY
        : null;
  }

  /** Whether enough officers signed; null if they did. */
  private KeyResult signed(long timestamp, int participant, byte[] signatures) {
    Optional<List<OfficerSignatures.Signed>> read =
        signatures == null ? Optional.empty() : OfficerSignatures.read(signatures);
    if (read.isEmpty() || read.get().size() > ParticipantRequest.QUORUM_MAX) {
      return KeyResult.SIGNATURES_MALFORMED;
    }
    Set<Id> signers = new HashSet<>();
    for (OfficerSignatures.Signed signed : read.get()) {
      int number = keys.find(signed.keyId().high(), signed.keyId().low());
      boolean officer =
          number != KeyTable.NO_KEY
              && keys.participant(number) == participant
              && isOfficer(keys.roles(number))
              && keys.valid(number, timestamp);
      if (!officer || !signers.add(signed.keyId())) {
        return KeyResult.SIGNER_NOT_AN_OFFICER;
      }
    }
    int quorum = participants.quorum(participant);
    return quorum == 0 || signers.size() < quorum ? KeyResult.QUORUM_NOT_REACHED : null;
  }

  private boolean same(byte[] b, int at, int number, int participant) {
    Id replaces = KeyRequest.replaces(b, at);
    return keys.participant(number) == participant
        && keys.action(number) == KeyRequest.action(b, at)
        && keys.roles(number) == KeyRequest.roles(b, at)
        && keys.notBefore(number) == KeyRequest.notBefore(b, at)
        && keys.notAfter(number) == KeyRequest.notAfter(b, at)
        && keys.replacesHigh(number) == replaces.high()
        && keys.replacesLow(number) == replaces.low()
        && keys.replacedUntil(number) == KeyRequest.replacedUntil(b, at)
        && ((keys.flags(number) & KeyTable.ENDED_OTHERS) != 0) == endsOthers(b, at);
  }

  /**
   * Whether the submitter decides about keys of these roles. An administrator does not about
   * operators, nor about officers once they can recover the participant.
   */
  private boolean mayManage(int participant, int roles) {
    if (authority.isOperator()) {
      return true;
    }
    boolean recoverable = participants.quorum(participant) > 0;
    int beyond = Roles.OPERATOR | (recoverable ? Roles.OFFICER : 0);
    return authority.may(Roles.ADMIN) && (roles & beyond) == 0;
  }

  private static boolean endsOthers(byte[] b, int at) {
    return (KeyRequest.flags(b, at) & KeyRequest.REVOKE_OTHERS) != 0;
  }

  private static boolean isOfficer(int roles) {
    return (roles & Roles.OFFICER) != 0;
  }

  private boolean bringsOperator(int participant, int roles) {
    return (roles & participants.roles(participant) & Roles.OPERATOR) != 0;
  }

  private boolean isOperator(int number) {
    return (keys.roles(number) & participants.roles(keys.participant(number)) & Roles.OPERATOR)
        != 0;
  }

  /** Whether without this key no operator's key would be valid. */
  private boolean endsTheLastOperator(int number, long timestamp, boolean bringsAnother) {
    if (bringsAnother || !isOperator(number)) {
      return false;
    }
    for (int other = 1; other <= keys.count(); other++) {
      if (other != number && isOperator(other) && keys.valid(other, timestamp)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a recovery that ends all of a participant's keys would leave no operator's. */
  private boolean endsAllOperators(int participant, int rolesBrought, long timestamp) {
    if ((participants.roles(participant) & Roles.OPERATOR) == 0
        || bringsOperator(participant, rolesBrought)) {
      return false;
    }
    for (int other = 1; other <= keys.count(); other++) {
      if (keys.participant(other) != participant
          && isOperator(other)
          && keys.valid(other, timestamp)) {
        return false;
      }
    }
    return true;
  }
}
