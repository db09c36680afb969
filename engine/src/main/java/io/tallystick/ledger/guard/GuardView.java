package io.tallystick.ledger.guard;

import io.tallystick.ledger.Id;
import java.util.List;

/**
 * A guarded account's claim, and what was debited of it under grants, as the ledger knows it.
 *
 * @param incarnation record number of the claim whose grants are valid
 * @param claim the claim's own id
 * @param policyVersion version of the policy that it was made under
 * @param policyDigest SHA-256 of that policy's bytes
 * @param claimedAt ns since 1970
 * @param days what was debited in each of the last {@link
 *     io.tallystick.ledger.state.GuardTable#DAYS} days of UTC, oldest first; days without debits
 *     are left out
 */
public record GuardView(
    long incarnation,
    Id claim,
    long policyVersion,
    byte[] policyDigest,
    long claimedAt,
    List<Day> days) {

  /**
   * Debits of one day.
   *
   * @param day days since 1970, UTC
   * @param amount minor units, {@link Long#MAX_VALUE} for that and more
   * @param count how many
   */
  public record Day(long day, long amount, long count) {}
}
