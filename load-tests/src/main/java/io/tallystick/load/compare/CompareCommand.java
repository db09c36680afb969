package io.tallystick.load.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.base.TallystickException;
import io.tallystick.load.crash.MeasuredPart;
import io.tallystick.load.process.NodeCommand;
import io.tallystick.load.process.RunFolder;
import io.tallystick.load.report.ComparePage;
import io.tallystick.persistence.file.FileTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command that compares. Exit codes: 0 measured, 1 a peer holds something else than it
 * answered, 2 wrong usage, 3 a run failed.
 */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Puts the same work on Tallystick, PostgreSQL and, where the variable TIGERBEETLE names its"
          + " program, TigerBeetle: one after the other on this machine, each on new files, all"
          + " durable. PostgreSQL is Debian's (apt-get install postgresql).",
      "Example: load-tests/compare --seconds 30 --repeat 3 --report docs/benchmarks.md --page"
          + " peers.html"
    })
public final class CompareCommand implements Callable<Integer> {
  private static final int MEASURED = 0;
  private static final int CHECK_FAILED = 1;
  private static final int WRONG_USAGE = 2;
  private static final int RUN_FAILED = 3;

  @Mixin CompareOptions options = new CompareOptions();
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    long seed = options.runs.seed();
    Path checkout = options.runs.checkout();
    Path folder = options.runs.folder("compare", seed);
    String problem = options.problem();
    if (problem == null) {
      problem = RunFolder.problem(folder);
    }
    try {
      if (problem != null) {
        err.println(problem);
        return WRONG_USAGE;
      }
      return measure(seed, checkout, folder, out, options.runs.json ? err : out);
    } catch (TallystickException e) {
      err.println(e.code() + ": " + e.getMessage());
      return e.code().equals(Required.CHECK_FAILED) ? CHECK_FAILED : RUN_FAILED;
    } catch (IOException e) {
      err.println("a run failed: " + e.getMessage());
      return RUN_FAILED;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private int measure(long seed, Path checkout, Path folder, PrintWriter out, PrintWriter people)
      throws IOException {
    Map<Peer, PeerBench.Measurement> peers = peers(seed, checkout, folder);
    List<Workload> workloads = options.workloads();
    people.printf(
        "%d runs, seed %d, folder %s%n",
        peers.size() * workloads.size() * options.repeat, seed, folder);
    people.flush();
    CompareTable table =
        new CompareTable(PeerBench.run(peers, workloads, options.repeat, run -> tell(run, people)));
    FileTree.remove(folder);
    String setting = setting(seed);
    people.printf("%n%s%n", table.markdown());
    ObjectNode json = table.json();
    if (options.runs.json) {
      out.println(json.toPrettyString());
    }
    if (options.report != null) {
      new MeasuredPart("compare").write(options.report, setting + "\n\n" + table.markdown());
    }
    if (options.page != null) {
      Files.writeString(options.page, new ComparePage(json, setting.replace("`", "")).html());
    }
    return MEASURED;
  }

  private Map<Peer, PeerBench.Measurement> peers(long seed, Path checkout, Path folder) {
    Map<Peer, PeerBench.Measurement> peers = new EnumMap<>(Peer.class);
    peers.put(
        Peer.TALLYSTICK,
        new TallystickPeer(
            options, seed, NodeCommand.script(checkout), folder.resolve("tallystick")));
    peers.put(
        Peer.POSTGRESQL,
        new PostgresPeer(options, seed, PostgresPrograms.require(), folder.resolve("postgresql")));
    String tigerBeetle = System.getenv(TigerBeetlePeer.VARIABLE);
    if (tigerBeetle != null && !tigerBeetle.isEmpty()) {
      Path program = Path.of(tigerBeetle).toAbsolutePath();
      Required.that(
          Files.isExecutable(program),
          "tigerbeetle_missing",
          TigerBeetlePeer.VARIABLE + " names " + program + ", which is no program");
      peers.put(
          Peer.TIGERBEETLE,
          new TigerBeetlePeer(options, seed, program, folder.resolve("tigerbeetle")));
    }
    return peers;
  }

  private void tell(PeerRun run, PrintWriter people) {
    people.printf(
        Locale.ROOT,
        "%2d/%d  %-16s %-12s %,10.0f settled/s  p50 %.1f ms  p99 %.1f ms%n",
        run.repetition(),
        options.repeat,
        run.workload().word(),
        run.peer().title(),
        run.settledPerSecond(),
        run.p50Ms(),
        run.p99Ms());
    people.flush();
  }

  private String setting(long seed) {
    return String.format(
        Locale.ROOT,
        "`%s` (%d cores, Java %s, PostgreSQL %s)",
        options.commandLine(seed),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        PostgresPrograms.require().version());
  }

  /** Runs the command; {@code out} gets the figures, {@code err} failures. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new CompareCommand());
    line.setOut(out);
    line.setErr(err);
    return line.execute(arguments);
  }
}
