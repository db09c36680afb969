package io.tallystick.ledger;

import io.tallystick.base.Checks;
import io.tallystick.ledger.guard.ClaimRequest;
import io.tallystick.ledger.guard.ClaimResult;
import io.tallystick.ledger.guard.ClaimRules;
import io.tallystick.ledger.state.GuardTable;
import io.tallystick.ledger.state.IdMap;
import io.tallystick.ledger.state.LedgerState;

/** A body of claims. They are never linked. */
final class ClaimRows implements Rows {
  private final LedgerState state;
  private final ClaimRules rules;
  private ApplyOutput out;
  private byte[] buffer;
  private int offset;
  private int at;
  private long number;

  ClaimRows(LedgerState state, ClaimRules rules) {
    this.state = state;
    this.rules = rules;
  }

  void body(ApplyOutput batch, byte[] rows, int firstRow) {
    out = batch;
    buffer = rows;
    offset = firstRow;
  }

  @Override
  public boolean linked(int row) {
    return false;
  }

  @Override
  public int apply(int row, int event, long timestamp) {
    at = offset + row * ClaimRequest.BYTES;
    ClaimResult result = rules.judge(buffer, at);
    if (result == ClaimResult.CREATED) {
      number = create(state, out, buffer, at, timestamp);
    }
    return result.number();
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public void refuse(int result, long timestamp) {
    long answered = timestamp;
    if (result == ClaimResult.EXISTS.number()) {
      Id account = ClaimRequest.account(buffer, at);
      GuardTable guards = state.guards();
      answered = guards.claimedAt(guards.find(account.high(), account.low()));
    }
    out.answer(result, answered, StoredRecord.NONE);
  }

  /** Carries out a claim that was judged {@code CREATED}. */
  static long create(LedgerState state, ApplyOutput out, byte[] b, int at, long timestamp) {
    long number = out.nextNumber();
    // Zero stands for no grant; no account, let alone a claim, can be a history's first record.
    Checks.that(number > 0, "a claim is not the first record");
    GuardTable guards = state.guards();
    Id account = ClaimRequest.account(b, at);
    Id claim = ClaimRequest.claim(b, at);
    int slot = guards.find(account.high(), account.low());
    long before = slot == IdMap.ABSENT ? StoredRecord.NONE : guards.incarnation(slot);
    if (slot == IdMap.ABSENT) {
      slot = guards.add(account.high(), account.low());
    }
    long[] digest = new long[GuardTable.DIGEST_WORDS];
    for (int i = 0; i < digest.length; i++) {
      digest[i] = ClaimRequest.digestWord(b, at, i);
    }
    long version = ClaimRequest.policyVersion(b, at);
    guards.claim(slot, number, claim.high(), claim.low(), version, digest, timestamp);
    int record = out.addRecord();
    System.arraycopy(b, at, out.records(), record, ClaimRequest.BYTES);
    ClaimRequest.timestamp(out.records(), record, timestamp);
    StoredRecord.tail(
        out.records(),
        record,
        RecordType.ACTOR_CLAIMED,
        ClaimResult.CREATED.number(),
        0,
        StoredRecord.NONE,
        StoredRecord.NONE,
        0,
        before);
    return number;
  }
}
