package io.tallystick.ledger;

import io.tallystick.base.Checks;
import io.tallystick.ledger.guard.ClaimRequest;
import io.tallystick.ledger.guard.ClaimResult;
import io.tallystick.ledger.guard.ClaimRules;
import io.tallystick.ledger.state.GuardTable;
import io.tallystick.ledger.state.IdMap;
import io.tallystick.ledger.state.LedgerState;

/** A body of claims. They are never linked. */
final class ClaimRows extends UnlinkedRows {
  private final LedgerState state;
  private final ClaimRules rules;

  ClaimRows(LedgerState state, ClaimRules rules) {
    super(ClaimResult.EXISTS.number());
    this.state = state;
    this.rules = rules;
  }

  @Override
  int judge(byte[] b, int at, int row, long timestamp) {
    return rules.judge(b, at).number();
  }

  @Override
  long create(ApplyOutput into, byte[] b, int at, int row, long timestamp) {
    return create(state, into, b, at, timestamp);
  }

  @Override
  long existingTimestamp(byte[] b, int at) {
    Id account = ClaimRequest.account(b, at);
    GuardTable guards = state.guards();
    return guards.claimedAt(guards.find(account.high(), account.low()));
  }

  /** Carries out a claim that was judged {@code CREATED}. */
  static long create(LedgerState state, ApplyOutput out, byte[] b, int at, long timestamp) {
    GuardTable guards = state.guards();
    Id account = ClaimRequest.account(b, at);
    Id claim = ClaimRequest.claim(b, at);
    int slot = guards.find(account.high(), account.low());
    long before = slot == IdMap.ABSENT ? StoredRecord.NONE : guards.incarnation(slot);
    if (slot == IdMap.ABSENT) {
      slot = guards.add(account.high(), account.low());
    }
    long number = RequestRecords.add(out, b, at, timestamp, RecordType.ACTOR_CLAIMED, 0, before, 0);
    // Zero stands for no grant; no account, let alone a claim, can be a history's first record.
    Checks.that(number > 0, "a claim is not the first record");
    long[] digest = new long[GuardTable.DIGEST_WORDS];
    for (int i = 0; i < digest.length; i++) {
      digest[i] = ClaimRequest.digestWord(b, at, i);
    }
    long version = ClaimRequest.policyVersion(b, at);
    guards.claim(slot, number, claim.high(), claim.low(), version, digest, timestamp);
    return number;
  }
}
