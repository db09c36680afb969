package io.tallystick.load.micro;

import io.tallystick.batch.merkle.LeafSource;
import io.tallystick.batch.merkle.MerkleHasher;
import io.tallystick.batch.merkle.MerkleLog;
import io.tallystick.batch.merkle.NoSubtreeStore;
import io.tallystick.batch.merkle.Sha256;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the commit ring's seal hashes: a leaf for each record, the nodes above, the root. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HashBenchmark {
  private static final int RECORD_BYTES = LeafSource.LEAF_BYTES;

  private final byte[] records = new byte[Bodies.ROWS * RECORD_BYTES];
  private final byte[] hash = new byte[Sha256.BYTES];
  private final MerkleHasher hasher = new MerkleHasher();
  private final MerkleLog log = new MerkleLog(new NoSubtreeStore(0));

  /** One leaf: a stored record and its prefix. */
  @Benchmark
  @OperationsPerInvocation(Bodies.ROWS)
  public byte[] leaf() {
    for (int row = 0; row < Bodies.ROWS; row++) {
      hasher.record(records, row * RECORD_BYTES, hash, 0);
    }
    return hash;
  }

  /** One node of 65 bytes; there are as many as leaves. */
  @Benchmark
  @OperationsPerInvocation(Bodies.ROWS)
  public byte[] node() {
    for (int row = 0; row < Bodies.ROWS; row++) {
      hasher.node(records, row * RECORD_BYTES, hash, 0);
    }
    return hash;
  }

  /** A record's share of leaves, nodes and the root after a full batch. */
  @Benchmark
  @OperationsPerInvocation(Bodies.ROWS)
  public byte[] appendAndRoot() {
    log.append(records, 0, Bodies.ROWS);
    log.root(hash, 0);
    return hash;
  }
}
