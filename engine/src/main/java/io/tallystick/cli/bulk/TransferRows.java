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

/** Transfers, sent as records. */
final class TransferRows implements RowKind<RecordsPayload> {
  private final ApiClient api;
  private final LedgerSource ledgers;

  TransferRows(ApiClient api, LedgerSource ledgers) {
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
  public RecordsPayload newPayload() {
    return new RecordsPayload();
  }

  @Override
  public Rows<RecordsPayload> rows(CsvHeader header) {
    TransferColumns columns = new TransferColumns(header, ledgers);
    return new Rows<>() {
      @Override
      public boolean linked(CsvReader row) {
        return (columns.flags(row) & TransferFlags.LINKED) != 0;
      }

      @Override
      public void addTo(RecordsPayload payload, CsvReader row) {
        columns.write(row, columns.flags(row), payload.records(), payload.bytes());
        payload.added();
      }
    };
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
