package io.tallystick.ledger.member;

import io.tallystick.ledger.Id;

/**
 * A key as it is now. Times are ns since 1970.
 *
 * @param number from 1, in order of addition, over all participants
 * @param participant number of its participant
 * @param type {@link KeyType#number()}
 * @param publicKey not to be changed
 * @param roles {@link Roles}
 * @param from valid from then on
 * @param until not valid from then on; 0 for never
 * @param endedAt when it was revoked or replaced; 0 if it was not
 * @param asked what the rows that brought and ended it asked for
 */
public record KeyView(
    int number,
    Id id,
    int participant,
    int type,
    byte[] publicKey,
    int roles,
    long from,
    long until,
    long addedAt,
    long endedAt,
    boolean revoked,
    boolean replaced,
    Asked asked) {

  /**
   * What was asked for: by this a retry is told from another change.
   *
   * @param action {@link KeyAction#number()} of the row that brought it
   * @param replaces the key that it replaced; zero for none
   * @param revokedUntil the end that its revocation asked for; 0 for at once, and for none
   */
  public record Asked(
      int action,
      long notBefore,
      long notAfter,
      Id replaces,
      long replacedUntil,
      boolean endsOthers,
      long revokedUntil) {}

  /** Whether it is valid at a time. */
  public boolean valid(long timestamp) {
    return timestamp >= from && (until == 0 || timestamp < until);
  }
}
