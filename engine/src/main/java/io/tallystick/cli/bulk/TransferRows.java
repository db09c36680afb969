package io.tallystick.cli.bulk;

import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.BinaryResults;
import io.tallystick.cli.csv.CsvHeader;
import io.tallystick.cli.csv.CsvReader;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Transfers, sent in one of two forms. */
final class TransferRows<P extends Payload> implements RowKind<P> {
  /** How transfers travel. */
  private interface Form<P> {
    P empty();

    void add(P payload, TransferColumns columns, CsvReader row);

    List<RowResult> send(P payload);
  }

  private final LedgerSource ledgers;
  private final Form<P> form;

  private TransferRows(LedgerSource ledgers, Form<P> form) {
    this.ledgers = ledgers;
    this.form = form;
  }

  /** As records, with ids that are computed here, in the operator's scope. */
  static TransferRows<RecordsPayload> asRecords(ApiClient api, LedgerSource ledgers) {
    return new TransferRows<>(ledgers, new AsRecords(api));
  }

  /** As JSON, so that their ids and names are read in the sender's scope. */
  static TransferRows<JsonPayload> asJson(ApiClient api, LedgerSource ledgers) {
    return new TransferRows<>(ledgers, new AsJson(api));
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
  public P newPayload() {
    return form.empty();
  }

  @Override
  public Rows<P> rows(CsvHeader header) {
    TransferColumns columns = new TransferColumns(header, ledgers);
    return new Rows<>() {
      @Override
      public boolean linked(CsvReader row) {
        return (columns.flags(row) & TransferFlags.LINKED) != 0;
      }

      @Override
      public void addTo(P payload, CsvReader row) {
        form.add(payload, columns, row);
      }
    };
  }

  @Override
  public List<RowResult> send(P payload) {
    return form.send(payload);
  }

  private record AsRecords(ApiClient api) implements Form<RecordsPayload> {
    @Override
    public RecordsPayload empty() {
      return new RecordsPayload();
    }

    @Override
    public void add(RecordsPayload payload, TransferColumns columns, CsvReader row) {
      columns.write(row, columns.flags(row), payload.records(), payload.bytes());
      payload.added();
    }

    @Override
    public List<RowResult> send(RecordsPayload payload) {
      BinaryResults results = api.postRecords(payload.records(), payload.bytes());
      List<RowResult> rows = new ArrayList<>(results.count());
      for (int i = 0; i < results.count(); i++) {
        rows.add(new RowResult(results.row(i), TransferResult.of(results.result(i)).wireName()));
      }
      return rows;
    }
  }

  private record AsJson(ApiClient api) implements Form<JsonPayload> {
    @Override
    public JsonPayload empty() {
      return new JsonPayload();
    }

    @Override
    public void add(JsonPayload payload, TransferColumns columns, CsvReader row) {
      payload.add(columns.json(row, columns.flags(row)));
    }

    @Override
    public List<RowResult> send(JsonPayload payload) {
      return payload.send(api, "/v1/transfers");
    }
  }
}
