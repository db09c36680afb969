package io.tallystick.persistence.index;

import io.tallystick.persistence.file.FileAccess;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Cost of the index, run by hand: {@code java -Xmx2g -cp … IdIndexBenchmark [entries] [table size]
 * [touch]}. Each batch looks up 8,190 random new ids, then inserts them, as the engine does.
 */
public final class IdIndexBenchmark {
  private static final int BATCH = Integer.getInteger("batch", 8_190);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private IdIndexBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    long entries = Long.parseLong(arguments.length > 0 ? arguments[0] : "10000000");
    int table = Integer.parseInt(arguments.length > 1 ? arguments[1] : "16000000");
    boolean touch = arguments.length > 2 && arguments[2].equals("touch");
    Path folder = Files.createTempDirectory("index-benchmark");
    IndexSettings settings = IndexSettings.standard().withTableEntriesMax(table);
    for (int round = 0; round < 2; round++) {
      run(folder.resolve("round" + round), settings, entries, touch);
    }
  }

  /** CPU time of this thread: other work on the machine does not count. */
  private static long cpuNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  private static void run(Path folder, IndexSettings settings, long entries, boolean touch) {
    try (IdIndex index =
        IdIndex.open(
            folder,
            settings,
            Long.MAX_VALUE,
            number -> {},
            IndexEvents.none(),
            FileAccess.standard())) {
      SplittableRandom random = new SplittableRandom(entries);
      Confirm never = (kind, number, high, low) -> false;
      long[] ids = new long[2 * BATCH];
      long[] hashes = new long[BATCH];
      long[] numbers = new long[BATCH];
      int batches = (int) (entries / BATCH);
      long[] batchNanos = new long[batches];
      long worstInsert = 0;
      long findNanos = 0;
      long hashNanos = 0;
      long insertNanos = 0;
      long sum = 0;
      long unknown = 0;
      long number = 0;
      for (int batch = 0; batch < batches; batch++) {
        for (int i = 0; i < ids.length; i++) {
          ids[i] = random.nextLong();
        }
        long began = cpuNanos();
        for (int i = 0; i < BATCH; i++) {
          hashes[i] = index.hash(0, ids[2 * i], ids[2 * i + 1]);
          numbers[i] = number++;
        }
        long hashed = cpuNanos();
        for (int i = 0; i < BATCH; i++) {
          if (touch && i % IdTable.TOGETHER_MAX == 0) {
            unknown = index.unknown(hashes, i, Math.min(IdTable.TOGETHER_MAX, BATCH - i));
          }
          if ((unknown >>> i & 1) == 0) {
            sum += index.find(hashes[i], 0, ids[2 * i], ids[2 * i + 1], Long.MAX_VALUE, never);
          }
        }
        long found = cpuNanos();
        long last = found;
        for (int i = 0; i < BATCH; i += 256) {
          index.insertBatch(hashes, numbers, i, Math.min(256, BATCH - i));
          long now = cpuNanos();
          worstInsert = Math.max(worstInsert, now - last);
          last = now;
        }
        long ended = cpuNanos();
        hashNanos += hashed - began;
        findNanos += found - hashed;
        insertNanos += ended - found;
        batchNanos[batch] = ended - began;
      }
      Arrays.sort(batchNanos);
      report(
          entries, hashNanos, findNanos, insertNanos, batchNanos, worstInsert, index.stats(), sum);
    }
  }

  private static void report(
      long entries,
      long hashNanos,
      long findNanos,
      long insertNanos,
      long[] batchNanos,
      long worstInsert,
      IndexStats stats,
      long sum) {
    System.err.printf(
        Locale.ROOT,
        "%d ids: hash %.0f ns, miss %.0f ns, insert %.0f ns; batch of %d: p50 %.2f ms, p99 %.2f ms, worst %.2f ms;"
            + " worst 256 inserts %.3f ms; %s (%d)%n",
        entries,
        (double) hashNanos / entries,
        (double) findNanos / entries,
        (double) insertNanos / entries,
        BATCH,
        batchNanos[batchNanos.length / 2] / 1e6,
        batchNanos[batchNanos.length * 99 / 100] / 1e6,
        batchNanos[batchNanos.length - 1] / 1e6,
        worstInsert / 1e6,
        stats,
        sum);
  }
}
