package io.tallystick.load.compare;

import io.tallystick.load.process.Ports;
import io.tallystick.load.process.Programs;
import io.tallystick.persistence.file.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * TigerBeetle with one replica under its own {@code benchmark}. That one runs for a number of
 * transfers, not for a time: a first run tells how many the measured seconds hold. It makes its own
 * accounts; ids follow the seed, so that the second run meets nothing of the first.
 */
final class TigerBeetlePeer implements PeerBench.Measurement {
  /** The variable that names the program. */
  static final String VARIABLE = "TIGERBEETLE";

  private static final int CLIENTS_BATCHED = 4;
  private static final int CLIENTS_SINGLE = 64;

  /** Of the run that tells the rate; some seconds on a small machine. */
  private static final long FIRST_BATCHED = 1_000_000;

  private static final long FIRST_SINGLE = 5_000;

  private final CompareOptions options;
  private final long seed;
  private final Path program;
  private final Path folder;

  /**
   * @param folder holds its data file while it runs
   */
  TigerBeetlePeer(CompareOptions options, long seed, Path program, Path folder) {
    this.options = options;
    this.seed = seed;
    this.program = program;
    this.folder = folder;
  }

  @Override
  public PeerRun measure(Workload workload, int repetition) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("0_0.tigerbeetle");
    Programs.run(
        program.toString(),
        "format",
        "--cluster=0",
        "--replica=0",
        "--replica-count=1",
        file.toString());
    String address = Integer.toString(Ports.free(0, new SplittableRandom()));
    Process server =
        new ProcessBuilder(program.toString(), "start", "--addresses=" + address, file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("start.log").toFile())
            .start();
    TigerBeetleOutput measured;
    try {
      long first = workload.batched() ? FIRST_BATCHED : FIRST_SINGLE;
      double rate = benchmark(address, workload, first, 1).perSecond();
      long transfers = Math.max(first, Math.round(rate * options.runs.seconds));
      measured = benchmark(address, workload, transfers, 2 + repetition);
      Required.that(server.isAlive(), Required.CHECK_FAILED, "TigerBeetle ended; see " + folder);
    } finally {
      end(server);
    }
    FileTree.remove(folder);
    return new PeerRun(
        Peer.TIGERBEETLE,
        workload,
        repetition,
        measured.perSecond(),
        measured.p50Ms(),
        measured.p99Ms(),
        clients(workload));
  }

  private static int clients(Workload workload) {
    return workload.batched() ? CLIENTS_BATCHED : CLIENTS_SINGLE;
  }

  private TigerBeetleOutput benchmark(String address, Workload workload, long transfers, int run)
      throws IOException {
    List<String> words = arguments(workload, transfers, seed + run);
    words.add(0, program.toString());
    words.add("--addresses=" + address);
    return TigerBeetleOutput.of(Programs.run(words.toArray(new String[0])));
  }

  /** Options of {@code tigerbeetle benchmark}, src/tigerbeetle/cli.zig; a hot account debits. */
  static List<String> arguments(Workload workload, long transfers, long seed) {
    List<String> words = new ArrayList<>(List.of("benchmark"));
    words.add("--account-count=" + Math.max(workload.accounts(), 2));
    words.add("--account-count-hot=" + (workload.hot() ? 1 : 0));
    words.add("--transfer-hot-percent=" + (workload.hot() ? 100 : 0));
    words.add("--transfer-count=" + transfers);
    words.add("--transfer-batch-size=" + workload.rows());
    words.add("--clients=" + clients(workload));
    words.add("--id-order=random");
    words.add("--query-count=0");
    words.add("--seed=" + Math.floorMod(seed, Integer.MAX_VALUE));
    return words;
  }

  private static void end(Process server) {
    server.destroy();
    try {
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      server.destroyForcibly();
    }
  }
}
