package io.tallystick.load.micro;

import io.tallystick.batch.BatchDraft;
import io.tallystick.batch.BatchHeader;
import io.tallystick.batch.ChainState;
import io.tallystick.batch.EntryReader;
import io.tallystick.batch.EntryWriter;
import io.tallystick.batch.Sealer;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.merkle.NoSubtreeStore;
import io.tallystick.ledger.ApplyOutput;
import io.tallystick.ledger.LedgerReads;
import io.tallystick.ring.BodyKind;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The way of a full body through the node on one thread, without rings, files, network and id
 * index: written as an entry of the order, read from it, applied, sealed into the hash chain.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CommitBenchmark {
  private static final int BODIES = 32;
  private static final byte[] NOTHING = new byte[0];
  private static final long TERM = 1;

  /** Accounts that transfers run between. */
  @Param({"10000", "1000000"})
  public int accounts;

  private final byte[][] bodies = new byte[BODIES][];
  private final EntryWriter writer = new EntryWriter(2 * Bodies.ROWS * 128);
  private final EntryReader reader = new EntryReader();
  private final BatchDraft draft = new BatchDraft();
  private MicroLedger ledger;
  private LedgerReads reads;
  private Sealer sealer;
  private int next;

  /** Makes accounts and bodies, and an empty chain. */
  @Setup
  public void open() {
    ledger = new MicroLedger(accounts);
    reads = ledger.ledger().reads();
    sealer = new Sealer(ChainState.genesis(new UUID(0, 1), 1), new NoSubtreeStore(0));
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < BODIES; i++) {
      bodies[i] = Bodies.transfers(random, accounts, MicroLedger.LEDGER);
    }
  }

  /** A transfer's share of a batch. */
  @Benchmark
  @OperationsPerInvocation(Bodies.ROWS)
  public BatchHeader commit() {
    next = (next + 1) % BODIES;
    writer.begin();
    writer.addBody(BodyKind.TRANSFERS.wireNumber(), Bodies.ROWS, bodies[next], 0);
    int bytes = writer.finish(ledger.stampNs() + 1, 0);
    reader.wrap(writer.buffer(), 0, bytes);
    ApplyOutput output = null;
    while (reader.nextBody()) {
      output = ledger.apply(reader.bytes(), reader.recordsOffset(), reader.bodyRows());
    }
    draft
        .clear()
        .rulesVersion(reads.rulesVersion())
        .order(TERM, ledger.stampNs(), 0, reader.eventCount())
        .records(output.records(), 0, output.recordCount())
        .side(NOTHING, 0, 0)
        .refusals(Hash.OF_NOTHING)
        .balanceCheck(reads.balanceCheckLow(), reads.balanceCheckHigh());
    return sealer.seal(draft);
  }

  /** What was measured were transfers that settle. */
  @TearDown
  public void check() {
    ledger.requireCreated();
  }
}
