package io.tallystick.load.micro;

import io.tallystick.ledger.ApplyOutput;
import java.util.SplittableRandom;
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

/** The rules: full bodies of new transfers, applied one after the other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ApplyBenchmark {
  /** So many that accounts do not stay in a core's cache because of a body that comes again. */
  private static final int BODIES = 32;

  /** Accounts that transfers run between. */
  @Param({"10000", "1000000"})
  public int accounts;

  private final byte[][] bodies = new byte[BODIES][];
  private MicroLedger ledger;
  private int next;

  /** Makes accounts and bodies. */
  @Setup
  public void open() {
    ledger = new MicroLedger(accounts);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < BODIES; i++) {
      bodies[i] = Bodies.transfers(random, accounts, MicroLedger.LEDGER);
    }
  }

  /** A transfer's share of a body. */
  @Benchmark
  @OperationsPerInvocation(Bodies.ROWS)
  public ApplyOutput apply() {
    next = (next + 1) % BODIES;
    return ledger.apply(bodies[next]);
  }

  /** What was measured were transfers that settle. */
  @TearDown
  public void check() {
    ledger.requireCreated();
  }
}
