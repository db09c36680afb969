package io.tallystick.participant;

import io.tallystick.ledger.Id;
import io.tallystick.ledger.member.Authority;
import io.tallystick.ledger.member.KeyIds;
import io.tallystick.ledger.member.KeyView;
import io.tallystick.ledger.member.ParticipantView;
import io.tallystick.ledger.member.Roles;

/**
 * Who a request comes from, once that is certain. The ledger judges it again when what it submits
 * is applied, by {@link #key()} alone.
 *
 * @param code the participant's code; empty for nobody
 * @param participant its number, 0 for nobody
 * @param owner the owner's number of its accounts; 0 for the operator's
 * @param key number of the key that signed; {@link Authority#NO_KEY} for nobody
 * @param keyId the key's id; null for nobody
 * @param roles what both key and participant may, {@link Roles}
 */
public record Submitter(String code, int participant, int owner, int key, Id keyId, int roles) {
  /** Where no credential is asked for: everything is allowed, in the operator's scope. */
  public static final Submitter NOBODY =
      new Submitter("", 0, Authority.OPERATORS, Authority.NO_KEY, null, Roles.KNOWN);

  /** Who a key speaks for. */
  public static Submitter of(ParticipantView participant, KeyView key) {
    return new Submitter(
        participant.code(),
        participant.number(),
        participant.ownerNumber(),
        key.number(),
        key.id(),
        participant.suspended() ? 0 : key.roles() & (participant.roles() | Roles.OFFICER));
  }

  /** Of a body that another node passed on: by its key alone, which is all that is ordered. */
  public static Submitter ofKey(int key) {
    return key == Authority.NO_KEY
        ? NOBODY
        : new Submitter("", 0, Authority.OPERATORS, key, null, 0);
  }

  /** Whether no credential was asked for. */
  public boolean isNobody() {
    return key == Authority.NO_KEY;
  }

  /** The scope of its ids and names: its code, or the operator's. */
  public String scope() {
    return owner == Authority.OPERATORS ? Id.OPERATOR : code;
  }

  /** Whether any of these roles, or the operator's, allows it. */
  public boolean may(int anyOf) {
    return (roles & (anyOf | Roles.OPERATOR)) != 0;
  }

  /** Whether it is the operator's, or nobody's. */
  public boolean isOperator() {
    return may(Roles.OPERATOR);
  }

  /** Whether it sees every account and transfer. */
  public boolean seesAll() {
    return may(Roles.AUDITOR);
  }

  /** Whether it sees an account of an owner. */
  public boolean sees(int ownerNumber) {
    return seesAll() || (ownerNumber == owner && may(Roles.READ));
  }

  @Override
  public String toString() {
    return isNobody()
        ? "nobody"
        : code + " by key " + (keyId == null ? "number " + key : KeyIds.text(keyId));
  }
}
