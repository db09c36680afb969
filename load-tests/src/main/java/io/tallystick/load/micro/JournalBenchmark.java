package io.tallystick.load.micro;

import io.tallystick.base.LittleEndian;
import io.tallystick.batch.BatchHeader;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.ledger.ApplyOutput;
import io.tallystick.persistence.journal.JournalUnit;
import io.tallystick.persistence.journal.JournalUnitBuilder;
import io.tallystick.persistence.journal.JournalUnitCodec;
import io.tallystick.persistence.journal.RowColumns;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A journal unit of one full batch as bytes of Cassandra, and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JournalBenchmark {
  private static final int ACCOUNTS = 10_000;
  private static final int BATCHES_BEFORE = 8;

  private JournalUnit unit;
  private byte[] stored;

  /** Settles a few batches; the last one is the unit. */
  @Setup
  public void settle() {
    MicroLedger ledger = new MicroLedger(ACCOUNTS);
    SplittableRandom random = new SplittableRandom(1);
    ApplyOutput output = null;
    for (int batch = 0; batch <= BATCHES_BEFORE; batch++) {
      output = ledger.apply(Bodies.transfers(random, ACCOUNTS, MicroLedger.LEDGER));
    }
    ledger.requireCreated();
    byte[] preamble = new byte[BatchHeader.BYTES + Hash.BYTES];
    LittleEndian.putInt(preamble, RowColumns.COUNT_AT, output.recordCount());
    unit =
        new JournalUnitBuilder(1)
            .add(
                1,
                new byte[JournalUnit.HASH_BYTES],
                ByteBuffer.wrap(preamble),
                ByteBuffer.wrap(output.records(), 0, output.recordCount() * RowColumns.ROW_BYTES))
            .build();
    stored = JournalUnitCodec.encode(unit);
    System.out.println(stored.length / Bodies.ROWS + " bytes a transfer");
  }

  /** A transfer's share of encoding and compressing. */
  @Benchmark
  @OperationsPerInvocation(Bodies.ROWS)
  public byte[] encode() {
    return JournalUnitCodec.encode(unit);
  }

  /** A transfer's share of reading and checking. */
  @Benchmark
  @OperationsPerInvocation(Bodies.ROWS)
  public JournalUnit decode() {
    return JournalUnitCodec.decode(stored);
  }
}
