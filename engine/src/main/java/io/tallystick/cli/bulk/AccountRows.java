package io.tallystick.cli.bulk;

import static io.tallystick.cli.bulk.AccountColumns.ACCOUNT;
import static io.tallystick.cli.bulk.AccountColumns.CODE;
import static io.tallystick.cli.bulk.AccountColumns.CURRENCY;
import static io.tallystick.cli.bulk.AccountColumns.FLAGS;
import static io.tallystick.cli.bulk.AccountColumns.USER_DATA_128;
import static io.tallystick.cli.bulk.AccountColumns.USER_DATA_32;
import static io.tallystick.cli.bulk.AccountColumns.USER_DATA_64;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.csv.CsvHeader;
import io.tallystick.cli.csv.CsvReader;
import io.tallystick.ledger.AccountFlags;
import io.tallystick.ledger.Id;
import java.util.List;
import java.util.Set;

/** Accounts, sent as JSON, since that carries their names. */
final class AccountRows implements RowKind<JsonPayload> {
  private static final int UNSIGNED_16_MAX = 0xFFFF;
  private static final long UNSIGNED_32_MAX = 0xFFFF_FFFFL;

  private final ApiClient api;
  private final LedgerSource ledgers;

  AccountRows(ApiClient api, LedgerSource ledgers) {
    this.api = api;
    this.ledgers = ledgers;
  }

  @Override
  public List<String> required() {
    return AccountColumns.REQUIRED;
  }

  @Override
  public Set<String> optional() {
    return AccountColumns.OPTIONAL;
  }

  @Override
  public JsonPayload newPayload() {
    return new JsonPayload();
  }

  @Override
  public Rows<JsonPayload> rows(CsvHeader header) {
    return new Rows<>() {
      @Override
      public boolean linked(CsvReader row) {
        return flags(row, header).contains(AccountFlags.names(AccountFlags.LINKED).get(0));
      }

      @Override
      public void addTo(JsonPayload payload, CsvReader row) {
        payload.add(toJson(row, header));
      }
    };
  }

  @Override
  public List<RowResult> send(JsonPayload payload) {
    return payload.send(api, "/v1/accounts");
  }

  private ObjectNode toJson(CsvReader row, CsvHeader header) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", idText(RowFields.required(row, header, ACCOUNT)));
    json.put("ledger", ledgers.get(RowFields.required(row, header, CURRENCY)).number());
    RowFields.required(row, header, CODE);
    json.put("code", RowFields.number(row, header, CODE, UNSIGNED_16_MAX));
    ArrayNode flags = json.putArray("flags");
    flags(row, header).forEach(flags::add);
    String wide = RowFields.optional(row, header, USER_DATA_128);
    if (!wide.isEmpty()) {
      json.put(USER_DATA_128, RowFields.unsigned128(USER_DATA_128, wide).toDecimal());
    }
    long data64 = RowFields.unsigned64(row, header, USER_DATA_64);
    if (data64 != 0) {
      json.put(USER_DATA_64, Long.toUnsignedString(data64));
    }
    long data32 = RowFields.number(row, header, USER_DATA_32, UNSIGNED_32_MAX);
    if (data32 != 0) {
      json.put(USER_DATA_32, data32);
    }
    return json;
  }

  /**
   * The id as it is sent: an internal one of an export as the number that it is, so that another
   * server takes it as new.
   */
  private static String idText(String text) {
    return RowFields.inField(
        ACCOUNT,
        () -> {
          Id id = Id.parseNew(text, Id.OPERATOR);
          return Id.form(text) == Id.Form.INTERNAL ? id.toDecimal() : text;
        });
  }

  private static List<String> flags(CsvReader row, CsvHeader header) {
    String text = RowFields.optional(row, header, FLAGS);
    if (text.isEmpty()) {
      return List.of();
    }
    int flags = 0;
    for (String name : text.split("[| ]+")) {
      flags |= AccountFlags.of(name);
    }
    return AccountFlags.names(flags);
  }
}
