package io.tallystick.ledger;

import io.tallystick.base.Checks;
import io.tallystick.ledger.member.Authority;
import io.tallystick.ledger.state.LedgerState;

/** A body of accounts. */
final class AccountRows implements Rows {
  private final LedgerState state;
  private final AccountRules rules;
  private ApplyOutput out;
  private byte[] buffer;
  private int offset;
  private Names names = Names.EMPTY;
  private Authority authority;
  private int at;
  private long number;
  private long existingTimestamp;

  AccountRows(LedgerState state, AccountRules rules) {
    this.state = state;
    this.rules = rules;
  }

  void body(ApplyOutput batch, byte[] rows, int firstRow, Names rowNames, Authority submitter) {
    authority = submitter;
    out = batch;
    buffer = rows;
    offset = firstRow;
    names = rowNames;
  }

  @Override
  public boolean linked(int row) {
    int flags = AccountRequest.flags(buffer, offset + row * AccountRequest.BYTES);
    return (flags & AccountFlags.LINKED) != 0;
  }

  @Override
  public int apply(int row, int event, long timestamp) {
    at = offset + row * AccountRequest.BYTES;
    AccountResult result = rules.judge(buffer, at);
    if (result == AccountResult.CREATED) {
      number = create(row, timestamp);
    } else if (result == AccountResult.EXISTS) {
      // Now, since the account may be a row of the chain that this one breaks.
      existingTimestamp =
          state
              .accounts()
              .timestamp(
                  state
                      .accounts()
                      .find(AccountRequest.idHigh(buffer, at), AccountRequest.idLow(buffer, at)));
    }
    return result.number();
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public void refuse(int result, long timestamp) {
    boolean exists = result == AccountResult.EXISTS.number();
    out.answer(result, exists ? existingTimestamp : timestamp, StoredRecord.NONE);
  }

  /** Carries out a creation that was judged {@code CREATED}, from row {@code row} at {@code at}. */
  private long create(int row, long timestamp) {
    return create(state, out, buffer, at, timestamp, names, row, authority);
  }

  static long create(
      LedgerState state,
      ApplyOutput out,
      byte[] b,
      int at,
      long timestamp,
      Names names,
      int row,
      Authority submitter) {
    long number =
        RequestRecords.add(
            out,
            b,
            at,
            timestamp,
            RecordType.ACCOUNT_CREATED,
            0,
            StoredRecord.NONE,
            submitter.participant());
    int nameBytes = names.length(row);
    Checks.inRange(nameBytes, 0, Id.NAME_CHARS_MAX, "bytes of an account's name");
    int nameAt = nameBytes == 0 ? 0 : out.addName(names, row, nameBytes);
    state.addAccount(
        AccountRequest.idHigh(b, at),
        AccountRequest.idLow(b, at),
        AccountRequest.userData128High(b, at),
        AccountRequest.userData128Low(b, at),
        AccountRequest.userData64(b, at),
        AccountRequest.userData32(b, at),
        state.ledgers().find(AccountRequest.ledger(b, at)),
        AccountRequest.code(b, at),
        AccountRequest.flags(b, at),
        submitter.owner(),
        timestamp,
        out.nameBytes(),
        nameAt,
        nameBytes);
    return number;
  }
}
