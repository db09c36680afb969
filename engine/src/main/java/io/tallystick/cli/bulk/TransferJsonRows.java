package io.tallystick.cli.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tallystick.base.Checks;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Json;
import io.tallystick.cli.csv.CsvHeader;
import io.tallystick.cli.csv.CsvReader;
import io.tallystick.ledger.TransferFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Transfers sent as JSON, so that their ids and names are read in the sender's scope. */
final class TransferJsonRows implements RowKind<JsonPayload> {
  private final ApiClient api;
  private final LedgerSource ledgers;

  TransferJsonRows(ApiClient api, LedgerSource ledgers) {
    this.api = api;
    this.ledgers = ledgers;
  }

  @Override
  public List<String> required() {
    return TransferColumns.REQUIRED;
  }

  @Override
  public Set<String> optional() {
    return TransferColumns.OPTIONAL;
  }

  @Override
  public JsonPayload newPayload() {
    return new JsonPayload();
  }

  @Override
  public Rows<JsonPayload> rows(CsvHeader header) {
    TransferColumns columns = new TransferColumns(header, ledgers);
    return new Rows<>() {
      @Override
      public boolean linked(CsvReader row) {
        return (columns.flags(row) & TransferFlags.LINKED) != 0;
      }

      @Override
      public void addTo(JsonPayload payload, CsvReader row) {
        payload.add(columns.json(row, columns.flags(row)));
      }
    };
  }

  @Override
  public List<RowResult> send(JsonPayload payload) {
    return results(payload.toArray(), api, "/v1/transfers");
  }

  /** Sends rows and gives those that were not created. */
  static List<RowResult> results(ArrayNode rows, ApiClient api, String path) {
    JsonNode answer = api.post(path, rows);
    Checks.equal(answer.size(), rows.size(), "rows of the answer");
    List<RowResult> results = new ArrayList<>();
    for (int i = 0; i < answer.size(); i++) {
      String result = Json.text(answer.get(i), "result");
      if (!result.equals("created")) {
        results.add(new RowResult(i, result));
      }
    }
    return results;
  }
}
