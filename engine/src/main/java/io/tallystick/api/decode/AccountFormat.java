package io.tallystick.api.decode;

import io.tallystick.ledger.AccountFlags;
import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.Id;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.query.Views.LedgerRow;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** The fields of an account. */
final class AccountFormat implements RowFormat {
  private static final int ID = 0;
  private static final int LEDGER = 1;
  private static final int CODE = 2;
  private static final int FLAGS = 3;
  private static final int USER_DATA_128 = 4;
  private static final int USER_DATA_64 = 5;
  private static final int USER_DATA_32 = 6;
  private static final int TIMESTAMP = 7;

  private static final String[] NAMES = {
    "id", "ledger", "code", "flags", "user_data_128", "user_data_64", "user_data_32", "timestamp"
  };

  private static final int[] REQUIRED = {ID, LEDGER, CODE};
  private static final long U16_MAX = 0xFFFF;
  private static final long U32_MAX = 0xFFFF_FFFFL;
  private static final long U64_MAX = -1L;

  private final LedgerField ledgers;

  AccountFormat(Function<String, Optional<LedgerRow>> ledgers) {
    this.ledgers = new LedgerField(ledgers);
  }

  @Override
  public BodyKind kind() {
    return BodyKind.ACCOUNTS;
  }

  @Override
  public String[] fieldNames() {
    return NAMES;
  }

  @Override
  public int field(String name) {
    return switch (name) {
      case "id" -> ID;
      case "ledger" -> LEDGER;
      case "code" -> CODE;
      case "flags" -> FLAGS;
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
        AccountRequest.id(b, at, id.high(), id.low());
        String text = in.ids().get(in.row());
        if (Id.isName(text)) {
          in.name(text);
        }
      }
      case LEDGER -> AccountRequest.ledger(b, at, ledgers.read(in));
      case CODE -> AccountRequest.code(b, at, (int) in.unsigned(U16_MAX));
      case FLAGS -> AccountRequest.flags(b, at, FlagsField.read(in, AccountFlags::of));
      case USER_DATA_128 -> {
        Id bits = in.bits128();
        AccountRequest.userData128(b, at, bits.high(), bits.low());
      }
      case USER_DATA_64 -> AccountRequest.userData64(b, at, in.unsigned(U64_MAX));
      case USER_DATA_32 -> AccountRequest.userData32(b, at, (int) in.unsigned(U32_MAX));
      default -> AccountRequest.timestamp(b, at, in.unsigned(U64_MAX));
    }
  }

  @Override
  public void finish(RowInput in, long given) {
    for (int field : REQUIRED) {
      if ((given & (1L << field)) == 0) {
        throw in.missing(NAMES[field]);
      }
    }
  }
}
