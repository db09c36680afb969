package io.tallystick.cli.bulk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.client.LedgerInfo;
import io.tallystick.cli.csv.CsvHeader;
import io.tallystick.cli.csv.CsvReader;
import io.tallystick.cli.format.Times;
import io.tallystick.ledger.Amounts;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The columns of a file of transfers, and how a row becomes a request record. */
final class TransferColumns {
  static final String ID = "id";
  static final String DEBIT = "debit_account";
  static final String CREDIT = "credit_account";
  static final String AMOUNT = "amount";
  static final String CURRENCY = "currency";
  static final String CODE = "code";
  static final String VALUE_DATE = "value_date";
  static final String FLAGS = "flags";
  static final String PENDING_ID = "pending_id";
  static final String TIMEOUT = "timeout";
  static final String USER_DATA_128 = "user_data_128";
  static final String USER_DATA_64 = "user_data_64";
  static final String USER_DATA_32 = "user_data_32";
  static final String TIMESTAMP = "timestamp";
  static final String ACTUAL_AMOUNT = "actual_amount";

  static final List<String> REQUIRED = List.of(ID, DEBIT, CREDIT, AMOUNT, CURRENCY, CODE);

  /** Also taken; the last two are written by an export and not read. */
  static final Set<String> OPTIONAL =
      Set.of(
          VALUE_DATE,
          FLAGS,
          PENDING_ID,
          TIMEOUT,
          USER_DATA_128,
          USER_DATA_64,
          USER_DATA_32,
          TIMESTAMP,
          ACTUAL_AMOUNT);

  /** Columns in the order in which an export writes them. */
  static final List<String> EXPORTED =
      List.of(
          ID,
          DEBIT,
          CREDIT,
          AMOUNT,
          CURRENCY,
          CODE,
          VALUE_DATE,
          FLAGS,
          PENDING_ID,
          TIMEOUT,
          USER_DATA_128,
          USER_DATA_64,
          USER_DATA_32,
          ACTUAL_AMOUNT,
          TIMESTAMP);

  private static final long UNSIGNED_32_MAX = 0xFFFF_FFFFL;
  private static final int UNSIGNED_16_MAX = 0xFFFF;

  private final CsvHeader header;
  private final LedgerSource ledgers;
  private final AccountIds accountIds = new AccountIds();

  TransferColumns(CsvHeader header, LedgerSource ledgers) {
    this.header = header;
    this.ledgers = ledgers;
  }

  /** Flags of a row; {@code TransferFlags} of the names in its column, 0 without one. */
  int flags(CsvReader row) {
    String text = optional(row, FLAGS);
    if (text.isEmpty()) {
      return 0;
    }
    int flags = 0;
    for (String name : text.split("[| ]+")) {
      flags |= TransferFlags.of(name);
    }
    return flags;
  }

  /**
   * Writes a row's request record.
   *
   * @throws TallystickException INVALID; its field is the column at fault
   */
  void write(CsvReader row, int flags, byte[] records, int at) {
    Arrays.fill(records, at, at + TransferRequest.BYTES, (byte) 0);
    boolean inherits =
        (flags & (TransferFlags.POST_PENDING_TRANSFER | TransferFlags.VOID_PENDING_TRANSFER)) != 0;
    Id id = RowFields.inField(ID, () -> Id.parse(required(row, ID), Id.OPERATOR));
    TransferRequest.id(records, at, id.high(), id.low());
    Id debit = account(row, DEBIT, inherits);
    TransferRequest.debitAccountId(records, at, debit.high(), debit.low());
    Id credit = account(row, CREDIT, inherits);
    TransferRequest.creditAccountId(records, at, credit.high(), credit.low());
    LedgerInfo ledger = ledgers.get(required(row, CURRENCY));
    TransferRequest.amount(records, at, amount(row, flags, ledger));
    TransferRequest.ledger(records, at, ledger.number());
    TransferRequest.code(records, at, (int) RowFields.number(row, header, CODE, UNSIGNED_16_MAX));
    TransferRequest.flags(records, at, flags);
    writeRest(row, records, at);
  }

  /**
   * A row as a JSON object, with its ids as they are written: the server reads them in the sender's
   * scope.
   *
   * @throws TallystickException INVALID; its field is the column at fault
   */
  ObjectNode json(CsvReader row, int flags) {
    byte[] record = new byte[TransferRequest.BYTES];
    write(row, flags, record, 0);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", newId(required(row, ID)));
    putIfGiven(json, "debit_account_id", optional(row, DEBIT));
    putIfGiven(json, "credit_account_id", optional(row, CREDIT));
    json.put("amount", Long.toString(TransferRequest.amount(record, 0)));
    json.put("ledger", Integer.toUnsignedLong(TransferRequest.ledger(record, 0)));
    json.put("code", TransferRequest.code(record, 0));
    json.put("flags", TransferRequest.flags(record, 0));
    putIfGiven(json, "pending_id", optional(row, PENDING_ID));
    json.put("timeout", Integer.toUnsignedLong(TransferRequest.timeout(record, 0)));
    Id wide =
        new Id(
            TransferRequest.userData128High(record, 0), TransferRequest.userData128Low(record, 0));
    json.put("user_data_128", wide.toDecimal());
    json.put("user_data_64", Long.toUnsignedString(TransferRequest.userData64(record, 0)));
    json.put("user_data_32", Integer.toUnsignedLong(TransferRequest.userData32(record, 0)));
    return json;
  }

  /** An internal id of an export stands for the number that it is, as for accounts. */
  private static String newId(String text) {
    return Id.form(text) == Id.Form.INTERNAL ? Id.parse(text, Id.OPERATOR).toDecimal() : text;
  }

  private static void putIfGiven(ObjectNode json, String name, String text) {
    if (!text.isEmpty()) {
      json.put(name, text);
    }
  }

  private void writeRest(CsvReader row, byte[] records, int at) {
    String pending = optional(row, PENDING_ID);
    if (!pending.isEmpty()) {
      Id id = RowFields.inField(PENDING_ID, () -> Id.parse(pending, Id.OPERATOR));
      TransferRequest.pendingId(records, at, id.high(), id.low());
    }
    TransferRequest.timeout(
        records, at, (int) RowFields.number(row, header, TIMEOUT, UNSIGNED_32_MAX));
    String wide = optional(row, USER_DATA_128);
    if (!wide.isEmpty()) {
      Id value = RowFields.unsigned128(USER_DATA_128, wide);
      TransferRequest.userData128(records, at, value.high(), value.low());
    }
    TransferRequest.userData64(records, at, RowFields.unsigned64(row, header, USER_DATA_64));
    TransferRequest.userData32(records, at, userData32(row));
  }

  private int userData32(CsvReader row) {
    int raw = (int) RowFields.number(row, header, USER_DATA_32, UNSIGNED_32_MAX);
    String date = optional(row, VALUE_DATE);
    if (date.isEmpty()) {
      return raw;
    }
    int valueDate = Times.parseValueDate(date);
    if (raw != 0 && raw != valueDate) {
      throw RowFields.invalid(
          USER_DATA_32, Integer.toUnsignedString(raw), "differs from the value_date beside it");
    }
    return valueDate;
  }

  private long amount(CsvReader row, int flags, LedgerInfo ledger) {
    String text = optional(row, AMOUNT);
    if (!text.isEmpty()) {
      return Amounts.parseDecimal(text, ledger.scale());
    }
    if ((flags & TransferFlags.POST_PENDING_TRANSFER) != 0) {
      return Amounts.AMOUNT_MAX;
    }
    if ((flags & TransferFlags.VOID_PENDING_TRANSFER) != 0) {
      return 0;
    }
    throw RowFields.invalid(AMOUNT, "", "an amount is needed");
  }

  private Id account(CsvReader row, String column, boolean mayBeLeftOut) {
    String text = optional(row, column);
    if (text.isEmpty() && mayBeLeftOut) {
      return Id.ZERO;
    }
    return RowFields.inField(column, () -> accountIds.get(required(row, column)));
  }

  private String required(CsvReader row, String column) {
    return RowFields.required(row, header, column);
  }

  private String optional(CsvReader row, String column) {
    return RowFields.optional(row, header, column);
  }
}
