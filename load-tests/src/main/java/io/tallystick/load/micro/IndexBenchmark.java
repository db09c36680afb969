package io.tallystick.load.micro;

import io.tallystick.base.Checks;
import io.tallystick.load.wire.SplitMix64;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.FileTree;
import io.tallystick.persistence.index.IdIndex;
import io.tallystick.persistence.index.IdTable;
import io.tallystick.persistence.index.IndexEvents;
import io.tallystick.persistence.index.IndexSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The id index with so many ids in it, by the body: hashes first, which of a group are new, then
 * the others looked up, as the commit ring does. More than 8,388,608 ids fill its table and go to
 * files.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IndexBenchmark {
  private static final int KIND = 0;
  private static final long SEED = 7;

  /** {@code store.index-entries-max} of a node. */
  private static final int TABLE_ENTRIES_MAX = 8_388_608;

  /** Ids that are there; also try 10000000 and 100000000. */
  @Param("1000000")
  public long entries;

  private final long[] low = new long[Bodies.ROWS];
  private final long[] hashes = new long[Bodies.ROWS];
  private final long[] numbers = new long[Bodies.ROWS];
  private final SplittableRandom random = new SplittableRandom(SEED);
  private Path folder;
  private IdIndex index;
  private long inserted;
  private long drawn;

  /** Fills the index. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    folder = Files.createTempDirectory("id-index");
    index =
        IdIndex.open(
            folder,
            IndexSettings.standard().withTableEntriesMax(TABLE_ENTRIES_MAX),
            0,
            number -> {},
            IndexEvents.none(),
            FileAccess.standard());
    inserted = 0;
    while (inserted < entries) {
      insert();
    }
  }

  /** The id of a record. */
  private static long id(long number) {
    return SplitMix64.derive(SEED, number);
  }

  private long insert() {
    for (int i = 0; i < Bodies.ROWS; i++) {
      numbers[i] = inserted + i;
      hashes[i] = index.hash(KIND, 0, id(numbers[i]));
    }
    inserted += Bodies.ROWS;
    index.insertBatch(hashes, numbers, 0, Bodies.ROWS);
    return inserted;
  }

  /** Ids that are there. */
  @Benchmark
  @OperationsPerInvocation(Bodies.ROWS)
  public long findKnown() {
    for (int i = 0; i < Bodies.ROWS; i++) {
      low[i] = id(random.nextLong(inserted));
    }
    long found = find();
    Checks.equal(found, Bodies.ROWS, "ids that are found");
    return found;
  }

  /** Ids that are not there, which is what a new transfer asks for. */
  @Benchmark
  @OperationsPerInvocation(Bodies.ROWS)
  public long findNew() {
    for (int i = 0; i < Bodies.ROWS; i++) {
      low[i] = SplitMix64.derive(SEED + 1, drawn++);
    }
    return find();
  }

  /** Adds new ids: the index grows while it is measured. */
  @Benchmark
  @OperationsPerInvocation(Bodies.ROWS)
  public long insertNew() {
    return insert();
  }

  private long find() {
    for (int i = 0; i < Bodies.ROWS; i++) {
      hashes[i] = index.hash(KIND, 0, low[i]);
    }
    long found = 0;
    for (int group = 0; group < Bodies.ROWS; group += IdTable.TOGETHER_MAX) {
      int count = Math.min(IdTable.TOGETHER_MAX, Bodies.ROWS - group);
      long unknown = index.unknown(hashes, group, count);
      for (int i = 0; i < count; i++) {
        found += (unknown >>> i & 1) == 0 && isThere(group + i) ? 1 : 0;
      }
    }
    return found;
  }

  private boolean isThere(int i) {
    return index.find(hashes[i], KIND, 0, low[i], inserted, IndexBenchmark::matches)
        != IdTable.NONE;
  }

  private static boolean matches(int kind, long number, long high, long low) {
    return id(number) == low;
  }

  /** Removes its files. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    index.close();
    FileTree.remove(folder);
  }
}
