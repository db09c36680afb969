package io.tallystick.load.fault;

import io.tallystick.load.crash.LoadSession;
import io.tallystick.load.process.NodeProcess;
import io.tallystick.persistence.file.FileTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A node is killed under load; in copies of its folder bytes in the middle of the ordering log are
 * damaged, the sealed batches being intact. The node must heal itself, also if it is killed while
 * it does.
 */
final class LogDamaged implements FaultCase {
  private static final int AREA_BYTES = 4_096;
  private static final int FLIPS = 3;
  private static final int KILLS = 3;
  private static final long KILL_MS_MIN = 500;
  private static final long KILL_MS_MAX = 6_000;

  @Override
  public String name() {
    return "log-damaged";
  }

  @Override
  public List<FaultResult> run(FaultBench bench) throws IOException {
    Path folder = bench.newFolder(name());
    Path original = folder.resolve("original");
    Path record = folder.resolve("requests.rec");
    try (NodeProcess node = bench.start(original, FaultBench.WITHOUT_CASSANDRA);
        LoadSession session = bench.load(node, record)) {
      FaultBench.pause(bench.options().seconds * 1_000L);
      node.killNode();
    }
    List<FaultResult> results = new ArrayList<>();
    for (int i = 0; i < FLIPS; i++) {
      results.add(healed(bench, original, record, "one bit", 1, 1));
    }
    results.add(healed(bench, original, record, "two bits apart", 2, 1));
    results.add(healed(bench, original, record, "other bytes", 1, AREA_BYTES));
    for (int i = 0; i < KILLS; i++) {
      results.add(killed(bench, original, record));
    }
    return results;
  }

  private static FaultResult healed(
      FaultBench bench, Path original, Path record, String how, int places, int bytes)
      throws IOException {
    Path copy = damagedCopy(bench, original, places, bytes);
    return judged(bench, "log, " + how + " in its middle", copy, record);
  }

  /** Killed at a time when it may be about to heal, be healing, or just have healed. */
  private static FaultResult killed(FaultBench bench, Path original, Path record)
      throws IOException {
    Path copy = damagedCopy(bench, original, 1, 1);
    long afterMs = bench.random().nextLong(KILL_MS_MIN, KILL_MS_MAX);
    try (NodeProcess node = bench.launch(copy, FaultBench.WITHOUT_CASSANDRA)) {
      FaultBench.pause(afterMs);
      node.killNode();
    }
    String what = "log, one bit in its middle, killed " + afterMs + " ms after the start";
    return judged(bench, what, copy, record);
  }

  private static FaultResult judged(FaultBench bench, String what, Path copy, Path record)
      throws IOException {
    FaultResult result = bench.judge(what, copy, record, FaultBench.WITHOUT_CASSANDRA);
    boolean kept = Files.isDirectory(copy.resolve("log.damaged-1"));
    if (!result.outcome().equals(FaultResult.REPAIRED) || !kept) {
      bench.findings().add(what + ": not healed, " + result.detail());
      result = new FaultResult(what, FaultResult.WRONG, result.detail());
    }
    bench.say("  " + result.what() + ": " + result.outcome() + ", " + result.detail());
    return result;
  }

  private static Path damagedCopy(FaultBench bench, Path original, int places, int bytes)
      throws IOException {
    Path copy = original.resolveSibling("copy");
    FileTree.remove(copy);
    FaultBench.copyTree(original, copy);
    Path file = newest(copy.resolve("log"));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      for (int i = 0; i < places; i++) {
        damage(channel, bytes, bench.random());
      }
    }
    return copy;
  }

  private static Path newest(Path log) throws IOException {
    try (Stream<Path> files = Files.list(log)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("segment-"))
          .max(Path::compareTo)
          .orElseThrow(() -> new IOException("no log file in " + log));
    }
  }

  /** Changes bytes between the first and the third quarter of what is written. */
  private static void damage(FileChannel channel, int bytes, RandomGenerator random)
      throws IOException {
    long written = FileDamage.writtenBytes(channel);
    long at = random.nextLong(written / 4, 3 * written / 4 - bytes);
    ByteBuffer changed = ByteBuffer.allocate(bytes);
    channel.read(changed, at);
    if (bytes == 1) {
      changed.put(0, (byte) (changed.get(0) ^ (1 << random.nextInt(8))));
    } else {
      random.nextBytes(changed.array());
    }
    channel.write(changed.rewind(), at);
  }
}
