package io.tallystick.ring.lookup;

import io.tallystick.ledger.StoredRecord;
import io.tallystick.ring.query.Views.AccountRow;
import io.tallystick.ring.query.Views.LedgerRow;
import io.tallystick.ring.query.Views.TransferRow;
import io.tallystick.ring.wire.WireReader;
import io.tallystick.ring.wire.WireWriter;

/**
 * Rows as fields of a message.
 *
 * <pre>
 * transfer: 176 bytes record, i64 number, i64 height, text debit account name, text credit account name,
 *           i32 debit account's owner, i32 credit account's owner
 * account:  i64 height, i32 owner, i64 id high, i64 id low, text name, i32 ledger, i32 code, i32 flags,
 *           i64 user data 128 high, i64 low, i64 user data 64, i32 user data 32,
 *           i64 debits pending, i64 debits posted, i64 credits pending, i64 credits posted, i64 timestamp
 * ledger:   i32 number, text code, i32 scale, i64 timestamp, i64 accounts,
 *           texts debits pending, debits posted, credits pending, credits posted
 * </pre>
 */
final class RowCodec {
  /** Most bytes of a row: the largest is a ledger or transfer with long texts. */
  static final int BYTES_MAX =
      StoredRecord.BYTES + 12 * Long.BYTES + 5 * (Integer.BYTES + WireWriter.TEXT_BYTES_MAX);

  private RowCodec() {}

  static void write(WireWriter out, TransferRow row) {
    out.bytes(row.record(), 0, StoredRecord.BYTES).i64(row.number()).i64(row.height());
    out.text(row.debitAccountName()).text(row.creditAccountName());
    out.i32(row.debitOwner()).i32(row.creditOwner());
  }

  static TransferRow transfer(WireReader in) {
    return new TransferRow(
        in.bytes(StoredRecord.BYTES), in.i64(), in.i64(), in.text(), in.text(), in.i32(), in.i32());
  }

  static void write(WireWriter out, AccountRow row) {
    out.i64(row.height()).i32(row.owner()).i64(row.idHigh()).i64(row.idLow()).text(row.name());
    out.i32(row.ledger()).i32(row.code()).i32(row.flags());
    out.i64(row.userData128High()).i64(row.userData128Low());
    out.i64(row.userData64()).i32(row.userData32());
    out.i64(row.debitsPending()).i64(row.debitsPosted());
    out.i64(row.creditsPending()).i64(row.creditsPosted()).i64(row.timestamp());
  }

  static AccountRow account(WireReader in) {
    return new AccountRow(
        in.i64(), in.i32(), in.i64(), in.i64(), in.text(), in.i32(), in.i32(), in.i32(), in.i64(),
        in.i64(), in.i64(), in.i32(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64());
  }

  static void write(WireWriter out, LedgerRow row) {
    out.i32(row.number())
        .text(row.code())
        .i32(row.scale())
        .i64(row.timestamp())
        .i64(row.accounts());
    out.text(row.debitsPending()).text(row.debitsPosted());
    out.text(row.creditsPending()).text(row.creditsPosted());
  }

  static LedgerRow ledger(WireReader in) {
    return new LedgerRow(
        in.i32(), in.text(), in.i32(), in.i64(), in.i64(), in.text(), in.text(), in.text(),
        in.text());
  }
}
