package io.tallystick.load.micro;

import io.tallystick.api.decode.BinaryTransfers;
import io.tallystick.api.decode.DecodedRows;
import io.tallystick.api.decode.RowDecoder;
import io.tallystick.api.encode.OutcomeJson;
import io.tallystick.batch.EntryWriter;
import io.tallystick.ledger.Id;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.Outcome;
import io.tallystick.ring.query.Views.LedgerRow;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Requests read into records, records written as an entry, answers written as JSON. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
  private static final String ROW =
      "{\"id\":\"order:2026:%d\",\"debit_account_id\":\"1000000017\",\"credit_account_id\":"
          + "\"1000004711\",\"amount\":\"1250\",\"ledger\":\"EUR\",\"code\":1}";
  private static final long STAMP_NS = 1_800_000_000_000_000_000L;

  private static final Optional<LedgerRow> EUR =
      Optional.of(new LedgerRow(MicroLedger.LEDGER, "EUR", 2, 1, 0, "0", "0", "0", "0"));

  private final byte[] binary =
      Bodies.transfers(new SplittableRandom(1), 10_000, MicroLedger.LEDGER);
  private final byte[] jsonRow = String.format(ROW, 1).getBytes(StandardCharsets.US_ASCII);
  private final byte[] jsonBody = jsonBody();
  private final DecodedRows decoded = decodeJsonRow();
  private final Outcome outcome =
      new Outcome(1, new int[1], new long[] {STAMP_NS}, null, null, null);
  private final EntryWriter writer = new EntryWriter(2 * binary.length);

  private static byte[] jsonBody() {
    StringBuilder text = new StringBuilder("[");
    for (int row = 0; row < Bodies.ROWS; row++) {
      text.append(row == 0 ? "" : ",").append(String.format(ROW, row));
    }
    return text.append(']').toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** A single transfer in JSON, as json-single sends it. */
  @Benchmark
  public DecodedRows decodeJsonRow() {
    return RowDecoder.transfers(jsonRow, Id.OPERATOR, code -> EUR);
  }

  /** A row's share of a full body in JSON. */
  @Benchmark
  @OperationsPerInvocation(Bodies.ROWS)
  public DecodedRows decodeJsonBody() {
    return RowDecoder.transfers(jsonBody, Id.OPERATOR, code -> EUR);
  }

  /** A row's share of a full binary body, which is checked and taken as it is. */
  @Benchmark
  @OperationsPerInvocation(Bodies.ROWS)
  public int decodeBinaryBody() {
    return BinaryTransfers.check(binary);
  }

  /** A row's share of an entry of the order, its checksum included. */
  @Benchmark
  @OperationsPerInvocation(Bodies.ROWS)
  public int encodeEntry() {
    writer.begin();
    writer.addBody(BodyKind.TRANSFERS.wireNumber(), Bodies.ROWS, binary, 0);
    return writer.finish(STAMP_NS, 0);
  }

  /** The answer to a single transfer in JSON. */
  @Benchmark
  public byte[] encodeJsonAnswer() {
    return OutcomeJson.write(decoded, outcome);
  }
}
