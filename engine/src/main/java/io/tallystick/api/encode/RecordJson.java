package io.tallystick.api.encode;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.ledger.AccountFlags;
import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.LedgerRequest;
import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ring.query.Views.Page;
import io.tallystick.ring.query.Views.TransferRow;
import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;

/** Stored records: transfers, and the other types that a batch holds. */
public final class RecordJson {
  private final LedgerText ledgers;
  private final AccountNames names;
  private final IntFunction<String> participants;

  /**
   * Records whose ledgers are named by {@code ledgers}, with accounts as the caller calls them.
   *
   * @param participants codes of participants by number
   */
  public RecordJson(LedgerText ledgers, AccountNames names, IntFunction<String> participants) {
    this.ledgers = ledgers;
    this.names = names;
    this.participants = participants;
  }

  /** One record, by its type. */
  public void write(JsonGenerator json, TransferRow row) throws IOException {
    byte[] record = row.record();
    int type = StoredRecord.type(record, 0);
    json.writeStartObject();
    json.writeStringField("type", RecordType.wireName(type));
    switch (type) {
      case RecordType.LEDGER_DECLARED -> ledger(json, record);
      case RecordType.ACCOUNT_CREATED -> account(json, row);
      case RecordType.TRANSFER_CREATED, RecordType.TRANSFER_REFUSED, RecordType.PENDING_EXPIRED ->
          transfer(json, row, type);
      case RecordType.PARTICIPANT_CHANGED, RecordType.KEY_CHANGED ->
          MemberJson.record(json, record);
      default -> Fields.hex(json, "record", record);
    }
    int submitter = StoredRecord.submitter(record, 0);
    if (submitter != 0) {
      json.writeStringField("submitter", participants.apply(submitter));
    }
    Fields.time(json, StoredRecord.timestamp(record, 0));
    json.writeNumberField("number", row.number());
    json.writeNumberField("height", row.height());
    json.writeEndObject();
  }

  /** One page of transfers. */
  public void writePage(JsonGenerator json, Page<TransferRow> page) throws IOException {
    json.writeStartObject();
    rows(json, "transfers", page.rows());
    Fields.cursor(json, page.cursor());
    json.writeEndObject();
  }

  /** The records of a batch. */
  public void writeRecords(JsonGenerator json, long height, List<TransferRow> rows)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("height", height);
    rows(json, "records", rows);
    json.writeEndObject();
  }

  private void rows(JsonGenerator json, String name, List<TransferRow> rows) throws IOException {
    json.writeArrayFieldStart(name);
    for (TransferRow row : rows) {
      write(json, row);
    }
    json.writeEndArray();
  }

  private static void ledger(JsonGenerator json, byte[] record) throws IOException {
    json.writeStringField("code", LedgerRequest.code(record, 0));
    json.writeStringField("id", Integer.toUnsignedString(LedgerRequest.ledger(record, 0)));
    Fields.unsigned(json, "scale", LedgerRequest.scale(record, 0));
  }

  private void account(JsonGenerator json, TransferRow row) throws IOException {
    byte[] record = row.record();
    long high = AccountRequest.idHigh(record, 0);
    long low = AccountRequest.idLow(record, 0);
    json.writeStringField("id", names.of(high, low, row.debitAccountName(), row.debitOwner()));
    json.writeStringField("internal_id", IdText.internal(high, low));
    json.writeStringField("ledger", ledgers.of(AccountRequest.ledger(record, 0)));
    json.writeNumberField("code", AccountRequest.code(record, 0));
    Fields.names(json, "flags", AccountFlags.names(AccountRequest.flags(record, 0)));
    Fields.userData(
        json,
        AccountRequest.userData128High(record, 0),
        AccountRequest.userData128Low(record, 0),
        AccountRequest.userData64(record, 0),
        AccountRequest.userData32(record, 0));
  }

  private void transfer(JsonGenerator json, TransferRow row, int type) throws IOException {
    byte[] record = row.record();
    InheritedFields fields = InheritedFields.of(record);
    if (type != RecordType.PENDING_EXPIRED) {
      json.writeStringField(
          "id", IdText.of(TransferRequest.idHigh(record, 0), TransferRequest.idLow(record, 0)));
    }
    json.writeStringField("result", TransferResult.of(StoredRecord.result(record, 0)).wireName());
    reference(
        json,
        "debit_account_id",
        fields.debitHigh(),
        fields.debitLow(),
        row.debitAccountName(),
        row.debitOwner());
    reference(
        json,
        "credit_account_id",
        fields.creditHigh(),
        fields.creditLow(),
        row.creditAccountName(),
        row.creditOwner());
    long requested = TransferRequest.amount(record, 0);
    boolean refused = type == RecordType.TRANSFER_REFUSED;
    Fields.digits(json, "amount", refused ? requested : StoredRecord.actualAmount(record, 0));
    Fields.digits(json, "requested_amount", requested);
    json.writeStringField("ledger", ledgers.of(fields.ledger()));
    json.writeNumberField("code", fields.code());
    Fields.names(json, "flags", TransferFlags.names(TransferRequest.flags(record, 0)));
    reference(
        json,
        "pending_id",
        TransferRequest.pendingIdHigh(record, 0),
        TransferRequest.pendingIdLow(record, 0),
        null,
        TransferRow.NO_OWNER);
    Fields.unsigned(json, "timeout", TransferRequest.timeout(record, 0));
    Fields.userData(
        json, fields.data128High(), fields.data128Low(), fields.data64(), fields.data32());
  }

  private void reference(
      JsonGenerator json, String field, long high, long low, String name, int owner)
      throws IOException {
    if ((high | low) == 0) {
      json.writeNullField(field);
    } else {
      json.writeStringField(field, names.of(high, low, name, owner));
    }
  }
}
