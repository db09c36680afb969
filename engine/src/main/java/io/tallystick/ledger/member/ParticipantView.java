package io.tallystick.ledger.member;

/**
 * A participant as it is now.
 *
 * @param number from 1, in order of creation
 * @param name for people
 * @param roles {@link Roles}
 * @param quorum officers who can recover it together; 0: nobody can
 * @param version 1 at creation, one more with each change
 * @param createdAt ns since 1970, as {@code changedAt}
 * @param keys how many it ever had
 */
public record ParticipantView(
    int number,
    String code,
    String name,
    int roles,
    boolean suspended,
    int quorum,
    int version,
    long createdAt,
    long changedAt,
    int keys) {

  /** The owner's number of its accounts: 0 where its scope is the operator's. */
  public int ownerNumber() {
    return isOperator() ? Authority.OPERATORS : number;
  }

  /** Whether it has the operator's scope. */
  public boolean isOperator() {
    return (roles & Roles.OPERATOR) != 0;
  }
}
