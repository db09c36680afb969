package io.tallystick.ledger.guard;

import io.tallystick.ledger.AccountFlags;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.member.Authority;
import io.tallystick.ledger.state.GuardTable;
import io.tallystick.ledger.state.IdMap;
import io.tallystick.ledger.state.LedgerState;

/** Judges claims of account actors. */
public final class ClaimRules {
  private final LedgerState state;
  private final Authority authority;

  /** Rules over a state; the authority is that of the row's submitter. */
  public ClaimRules(LedgerState state, Authority authority) {
    this.state = state;
    this.authority = authority;
  }

  /** What becomes of a row. */
  public ClaimResult judge(byte[] b, int at) {
    if (authority.present()) {
      return ClaimResult.SUBMITTER_NOT_AUTHORISED;
    }
    if (ClaimRequest.timestamp(b, at) != 0) {
      return ClaimResult.TIMESTAMP_MUST_BE_ZERO;
    }
    return judgeStamped(b, at);
  }

  /** The same without a look at the timestamp and the submitter. */
  public ClaimResult judgeStamped(byte[] b, int at) {
    for (int i = at + ClaimRequest.ZERO; i < at + ClaimRequest.TIMESTAMP; i++) {
      if (b[i] != 0) {
        return ClaimResult.RESERVED_FIELD;
      }
    }
    Id claim = ClaimRequest.claim(b, at);
    if ((claim.high() | claim.low()) == 0) {
      return ClaimResult.CLAIM_ID_MUST_NOT_BE_ZERO;
    }
    long version = ClaimRequest.policyVersion(b, at);
    if (version <= 0) {
      return ClaimResult.VERSION_MUST_NOT_BE_ZERO;
    }
    Id id = ClaimRequest.account(b, at);
    int account = state.accounts().find(id.high(), id.low());
    if (account == IdMap.ABSENT) {
      return ClaimResult.ACCOUNT_NOT_FOUND;
    }
    if ((state.accounts().flags(account) & AccountFlags.GUARDED) == 0) {
      return ClaimResult.ACCOUNT_NOT_GUARDED;
    }
    GuardTable guards = state.guards();
    int slot = guards.find(id.high(), id.low());
    if (slot == IdMap.ABSENT) {
      return guards.hasRoom(id.high(), id.low())
          ? ClaimResult.CREATED
          : ClaimResult.TOO_MANY_CLAIMS;
    }
    return afterAnother(b, at, slot, claim, version);
  }

  private ClaimResult afterAnother(byte[] b, int at, int slot, Id claim, long version) {
    GuardTable guards = state.guards();
    boolean samePolicy = true;
    for (int i = 0; i < GuardTable.DIGEST_WORDS; i++) {
      samePolicy &= guards.digestWord(slot, i) == ClaimRequest.digestWord(b, at, i);
    }
    long known = guards.policyVersion(slot);
    if (claim.low() == guards.claimLow(slot)
        && claim.high() == guards.claimHigh(slot)
        && version == known
        && samePolicy) {
      return ClaimResult.EXISTS;
    }
    if (version < known) {
      return ClaimResult.POLICY_SUPERSEDED;
    }
    return version == known && !samePolicy
        ? ClaimResult.POLICY_DIGEST_DIFFERS
        : ClaimResult.CREATED;
  }
}
