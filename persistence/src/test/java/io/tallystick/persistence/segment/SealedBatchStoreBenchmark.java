package io.tallystick.persistence.segment;

import io.tallystick.persistence.file.FileAccess;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * Cost of appending and reading sealed batches, run by hand: {@code java -cp …
 * SealedBatchStoreBenchmark [batches] [records a batch]}. CPU time, so that other work on the
 * machine does not count.
 */
public final class SealedBatchStoreBenchmark {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private SealedBatchStoreBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int batches = Integer.parseInt(arguments.length > 0 ? arguments[0] : "300");
    int count = Integer.parseInt(arguments.length > 1 ? arguments[1] : "8190");
    Path folder = Files.createTempDirectory("segment-benchmark");
    byte[] records = new byte[count * FamilySettings.RECORD_BYTES];
    new Random(1).nextBytes(records);
    byte[] header = new byte[256];
    byte[] hash = new byte[32];
    try (SealedBatchStore store =
        SealedBatchStore.open(
            folder,
            BatchStoreSettings.standard(header.length),
            (previous, head, own) -> true,
            1,
            FileAccess.standard())) {
      long began = THREADS.getCurrentThreadCpuTime();
      for (int height = 1; height <= batches; height++) {
        store.append(height, header, hash, records, 0, count, header, 0, 0);
      }
      long appended = THREADS.getCurrentThreadCpuTime();
      store.forceAll();
      long forced = THREADS.getCurrentThreadCpuTime();
      byte[] record = new byte[FamilySettings.RECORD_BYTES];
      Random random = new Random(2);
      int reads = 200_000;
      for (int i = 0; i < reads; i++) {
        store.records().read(random.nextInt(batches * count), record, 0);
      }
      long read = THREADS.getCurrentThreadCpuTime();
      double all = (double) batches * count;
      System.err.printf(
          Locale.ROOT,
          "append %.1f ns a record (%.1f us a batch), fsync %.1f ns a record, read %.0f ns%n",
          (appended - began) / all,
          (appended - began) / 1e3 / batches,
          (forced - appended) / all,
          (double) (read - forced) / reads);
    }
  }
}
