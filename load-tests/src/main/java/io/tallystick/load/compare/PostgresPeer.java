package io.tallystick.load.compare;

import io.tallystick.load.process.Programs;
import io.tallystick.persistence.file.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A new PostgreSQL under pgbench, its own load program: prepared statements, one round trip for a
 * transaction.
 */
final class PostgresPeer implements PeerBench.Measurement {
  /**
   * One writes transfers while the other writes accounts; of one to three the fastest over many
   * accounts on two processors (docs/benchmarks.md).
   */
  private static final int CONNECTIONS_BATCHED = 2;

  private static final int CONNECTIONS_SINGLE = 64;
  private static final String LOG = "latency";

  private final CompareOptions options;
  private final long seed;
  private final PostgresPrograms programs;
  private final Path folder;

  /**
   * @param folder holds the server's data while it runs
   */
  PostgresPeer(CompareOptions options, long seed, PostgresPrograms programs, Path folder) {
    this.options = options;
    this.seed = seed;
    this.programs = programs;
    this.folder = folder;
  }

  @Override
  public PeerRun measure(Workload workload, int repetition) throws IOException {
    PgBenchOutput measured;
    PgBenchLog latencies;
    try (PostgresServer server = PostgresServer.start(programs, folder)) {
      prepare(server, workload);
      Path script = folder.resolve("script.sql");
      Files.writeString(
          script, PostgresServer.resource(workload.batched() ? "batched.sql" : "single.sql"));
      PgBenchOutput warm =
          load(
              server,
              workload,
              script,
              options.runs.warmUpSeconds,
              List.of("--random-seed=" + seed(0)));
      server.query("CHECKPOINT");
      measured =
          load(
              server,
              workload,
              script,
              options.runs.seconds,
              List.of(
                  "--random-seed=" + seed(repetition),
                  "--log",
                  "--log-prefix=" + folder.resolve(LOG)));
      latencies = PgBenchLog.read(folder, LOG);
      check(server, workload, warm, measured);
    }
    FileTree.remove(folder);
    return new PeerRun(
        Peer.POSTGRESQL,
        workload,
        repetition,
        measured.perSecond() * workload.rows(),
        latencies.percentileMs(50),
        latencies.percentileMs(99),
        connections(workload));
  }

  private static void prepare(PostgresServer server, Workload workload) throws IOException {
    server.query(PostgresServer.resource("schema.sql"));
    server.query(
        "INSERT INTO accounts (id) SELECT generate_series(1, " + workload.accounts() + ")");
    server.query("VACUUM ANALYZE accounts");
    server.query("CHECKPOINT");
  }

  /** Ids follow the seed: what is measured must not repeat those of the warm-up. */
  private int seed(int run) {
    return Math.floorMod(seed * 1_000 + run, Integer.MAX_VALUE);
  }

  private static int connections(Workload workload) {
    return workload.batched() ? CONNECTIONS_BATCHED : CONNECTIONS_SINGLE;
  }

  private PgBenchOutput load(
      PostgresServer server, Workload workload, Path script, int seconds, List<String> more)
      throws IOException {
    int connections = connections(workload);
    int threads = Math.min(connections, Runtime.getRuntime().availableProcessors());
    List<String> arguments = new ArrayList<>(List.of("--no-vacuum", "--protocol=prepared"));
    arguments.addAll(more);
    arguments.addAll(
        List.of(
            "--file=" + script,
            "--define=rows=" + workload.rows(),
            "--define=accounts=" + workload.accounts(),
            "--client=" + connections,
            "--jobs=" + threads,
            "--time=" + seconds,
            "--host=" + server.host(),
            "--username=postgres",
            "postgres"));
    return PgBenchOutput.of(
        Programs.run(programs.command("pgbench", arguments).toArray(new String[0])));
  }

  /** Everything that was answered is there, and both sides of the accounts are its sum. */
  static void check(
      PostgresServer server, Workload workload, PgBenchOutput warm, PgBenchOutput measured)
      throws IOException {
    Required.same(
        Peer.POSTGRESQL,
        "the number of failed transactions",
        Long.toString(warm.failed() + measured.failed()),
        "0");
    Required.same(
        Peer.POSTGRESQL,
        "the number of transfers",
        server.query("SELECT count(*) FROM transfers"),
        Long.toString((warm.transactions() + measured.transactions()) * workload.rows()));
    String moved = server.query("SELECT coalesce(sum(amount), 0) FROM transfers");
    for (String side : List.of("debits_posted", "credits_posted")) {
      Required.same(
          Peer.POSTGRESQL,
          "the sum of " + side,
          server.query("SELECT sum(" + side + ") FROM accounts"),
          moved);
    }
  }
}
