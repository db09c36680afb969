package io.tallystick.api.decode;

import io.tallystick.ledger.Amounts;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.query.Views.LedgerRow;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** The fields of a transfer. */
final class TransferFormat implements RowFormat {
  private static final int ID = 0;
  private static final int DEBIT_ACCOUNT_ID = 1;
  private static final int CREDIT_ACCOUNT_ID = 2;
  private static final int AMOUNT = 3;
  private static final int LEDGER = 4;
  private static final int CODE = 5;
  private static final int FLAGS = 6;
  private static final int PENDING_ID = 7;
  private static final int TIMEOUT = 8;
  private static final int USER_DATA_128 = 9;
  private static final int USER_DATA_64 = 10;
  private static final int USER_DATA_32 = 11;
  private static final int TIMESTAMP = 12;

  private static final String[] NAMES = {
    "id",
    "debit_account_id",
    "credit_account_id",
    "amount",
    "ledger",
    "code",
    "flags",
    "pending_id",
    "timeout",
    "user_data_128",
    "user_data_64",
    "user_data_32",
    "timestamp"
  };

  private static final int[] REQUIRED = {ID, DEBIT_ACCOUNT_ID, CREDIT_ACCOUNT_ID, LEDGER, CODE};
  private static final int RESOLVES =
      TransferFlags.POST_PENDING_TRANSFER | TransferFlags.VOID_PENDING_TRANSFER;
  private static final long U16_MAX = 0xFFFF;
  private static final long U32_MAX = 0xFFFF_FFFFL;
  private static final long U64_MAX = -1L;

  private final LedgerField ledgers;

  TransferFormat(Function<String, Optional<LedgerRow>> ledgers) {
    this.ledgers = new LedgerField(ledgers);
  }

  @Override
  public BodyKind kind() {
    return BodyKind.TRANSFERS;
  }

  @Override
  public String[] fieldNames() {
    return NAMES;
  }

  @Override
  public int field(String name) {
    return switch (name) {
      case "id" -> ID;
      case "debit_account_id" -> DEBIT_ACCOUNT_ID;
      case "credit_account_id" -> CREDIT_ACCOUNT_ID;
      case "amount" -> AMOUNT;
      case "ledger" -> LEDGER;
      case "code" -> CODE;
      case "flags" -> FLAGS;
      case "pending_id" -> PENDING_ID;
      case "timeout" -> TIMEOUT;
      case "user_data_128" -> USER_DATA_128;
      case "user_data_64" -> USER_DATA_64;
      case "user_data_32" -> USER_DATA_32;
      case "timestamp" -> TIMESTAMP;
      default -> NO_FIELD;
    };
  }

  @Override
  public void read(int field, RowInput in) throws IOException {
    byte[] b = in.records();
    int at = in.at();
    switch (field) {
      case ID -> {
        Id id = in.newId();
        TransferRequest.id(b, at, id.high(), id.low());
      }
      case DEBIT_ACCOUNT_ID -> {
        Id id = in.reference();
        TransferRequest.debitAccountId(b, at, id.high(), id.low());
      }
      case CREDIT_ACCOUNT_ID -> {
        Id id = in.reference();
        TransferRequest.creditAccountId(b, at, id.high(), id.low());
      }
      case AMOUNT -> TransferRequest.amount(b, at, in.amount());
      case LEDGER -> TransferRequest.ledger(b, at, ledgers.read(in));
      case CODE -> TransferRequest.code(b, at, (int) in.unsigned(U16_MAX));
      case FLAGS -> TransferRequest.flags(b, at, FlagsField.read(in, TransferFlags::of));
      case PENDING_ID -> {
        Id id = in.reference();
        TransferRequest.pendingId(b, at, id.high(), id.low());
      }
      case TIMEOUT -> TransferRequest.timeout(b, at, (int) in.unsigned(U32_MAX));
      case USER_DATA_128 -> {
        Id bits = in.bits128();
        TransferRequest.userData128(b, at, bits.high(), bits.low());
      }
      case USER_DATA_64 -> TransferRequest.userData64(b, at, in.unsigned(U64_MAX));
      case USER_DATA_32 -> TransferRequest.userData32(b, at, (int) in.unsigned(U32_MAX));
      default -> TransferRequest.timestamp(b, at, in.unsigned(U64_MAX));
    }
  }

  @Override
  public void finish(RowInput in, long given) {
    byte[] b = in.records();
    int at = in.at();
    int flags = TransferRequest.flags(b, at);
    boolean resolves = (flags & RESOLVES) != 0;
    for (int field : REQUIRED) {
      boolean inherited = resolves && field != ID;
      if (!inherited && (given & (1L << field)) == 0) {
        throw in.missing(NAMES[field]);
      }
    }
    if ((given & (1L << AMOUNT)) == 0) {
      if (!resolves) {
        throw in.missing(NAMES[AMOUNT]);
      }
      // Left out, a post posts all that is held; a void's zero means what is held anyway.
      if ((flags & TransferFlags.POST_PENDING_TRANSFER) != 0) {
        TransferRequest.amount(b, at, Amounts.AMOUNT_MAX);
      }
    }
  }
}
