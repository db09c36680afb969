package io.tallystick.load.nodes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.base.TallystickException;
import io.tallystick.load.crash.MeasuredPart;
import io.tallystick.load.process.GroupPlan;
import io.tallystick.load.process.NodeCommand;
import io.tallystick.load.process.Ports;
import io.tallystick.load.process.Repetitions;
import io.tallystick.load.process.RunFolder;
import io.tallystick.persistence.file.FileTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command that measures groups of nodes. Exit codes: 0 measured, 1 something answered was lost
 * or wrong, 2 wrong usage, 3 a run failed.
 */
@Command(
    name = "nodes",
    mixinStandardHelpOptions = true,
    description = {
      "Measures a group of nodes on this machine, each in a process of its own, with one Cassandra:"
          + " how fast it settles beside a single node, and how long writes wait when its leader is"
          + " killed, or guarded accounts when their node is.",
      "Example: load-tests/nodes --rate --failover --kills 50 --report docs/benchmarks.md"
    })
public final class NodesCommand implements Callable<Integer> {
  private static final int MEASURED = 0;
  private static final int FINDINGS = 1;
  private static final int WRONG_USAGE = 2;
  private static final int RUN_FAILED = 3;

  @Mixin NodesOptions options = new NodesOptions();
  @Spec CommandSpec spec;

  @Option(names = "--root", hidden = true, defaultValue = ".", description = "The checkout.")
  Path root;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    long seed = options.seed == null ? System.currentTimeMillis() : options.seed;
    Path folder = RunFolder.of(options.data, root, "nodes", seed);
    String problem = options.problem();
    if (problem == null) {
      problem = RunFolder.problem(folder);
    }
    if (problem != null) {
      err.println(problem);
      err.flush();
      return WRONG_USAGE;
    }
    try {
      return measure(seed, folder, out, options.json ? err : out);
    } catch (TallystickException e) {
      err.println(e.code() + ": " + e.getMessage());
      return RUN_FAILED;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private int measure(long seed, Path folder, PrintWriter out, PrintWriter people)
      throws IOException {
    say(people, "seed " + seed + ", folder " + folder);
    int port = Ports.freeRange(options.port, GroupPlan.PORTS, new SplittableRandom());
    NodeCommand command = NodeCommand.script(root.toAbsolutePath().normalize());
    ObjectNode json = new ObjectMapper().createObjectNode();
    long findings = 0;
    if (options.rate) {
      RateTable table = rate(seed, folder, port, command, people);
      tell(people, "nodes-rate", options.rateCommand(seed), table.markdown());
      json.set("rate", table.json());
    }
    if (options.failover) {
      GroupPlan plan = plan(port, folder.resolve("failover"));
      FailoverResult result =
          new FailoverMeasurement(options, plan, seed, command, run -> tellKill(people, run))
              .measure();
      findings = result.findings().count();
      tell(people, "nodes-failover", options.failoverCommand(seed), result.markdown());
      json.set("failover", result.json());
    }
    if (options.guardedFailover) {
      GuardedResult result =
          new GuardedFailover(
                  options.guarded(),
                  plan(port, folder.resolve("guarded")),
                  options.kills,
                  seed,
                  command,
                  run -> tellKill(people, run))
              .measure();
      findings += result.findings().count();
      tell(people, "nodes-guarded", options.guardedCommand(seed), result.markdown());
      json.set("guarded_failover", result.json());
    }
    if (options.json) {
      out.println(json.toPrettyString());
    }
    if (findings > 0) {
      return FINDINGS;
    }
    FileTree.remove(folder);
    return MEASURED;
  }

  private GroupPlan plan(int port, Path folder) {
    return new GroupPlan(options.nodes, port, folder, GroupPlan.CLUSTER_JAVA_OPTIONS, false);
  }

  private RateTable rate(long seed, Path folder, int port, NodeCommand command, PrintWriter people)
      throws IOException {
    RateMeasurement measurement = new RateMeasurement(options, seed, command, folder, port);
    List<RateRun> runs = new ArrayList<>();
    for (int repetition = 1; repetition <= options.repeat; repetition++) {
      for (int nodes : Repetitions.order(List.of(1, options.nodes), repetition)) {
        RateRun run = measurement.measure(nodes, repetition);
        runs.add(run);
        say(
            people,
            String.format(
                Locale.ROOT,
                "%d/%d  %d nodes %,10.0f settled/s",
                repetition,
                options.repeat,
                nodes,
                run.settledPerSecond()));
      }
    }
    return new RateTable(runs);
  }

  private static void tellKill(PrintWriter people, FailoverRun run) {
    say(
        people,
        String.format(
            Locale.ROOT,
            "kill %2d  node %d  new settled after %,6d ms  back and level after %,6d ms",
            run.number(),
            run.node(),
            run.newSettledMs(),
            run.backMs()));
  }

  private static void tellKill(PrintWriter people, GuardedRun run) {
    say(
        people,
        String.format(
            Locale.ROOT,
            "kill %2d  node %d%s  %2d accounts on it back after at most %,6d ms, others without a"
                + " settled debit for at most %,6d ms",
            run.number(),
            run.node(),
            run.led() ? ", which led," : "",
            run.lost().size(),
            run.lost().stream().mapToLong(GuardedRun.Outage::newSettledMs).max().orElse(0),
            run.others().stream().mapToLong(GuardedRun.Outage::longestMs).max().orElse(0)));
  }

  private void tell(PrintWriter people, String part, String command, String table)
      throws IOException {
    String text =
        String.format(
            Locale.ROOT,
            "`%s` (%d cores, Java %s)%n%n%s",
            command,
            Runtime.getRuntime().availableProcessors(),
            Runtime.version(),
            table);
    say(people, "\n" + text);
    if (options.report != null) {
      new MeasuredPart(part).write(options.report, text);
    }
  }

  private static void say(PrintWriter people, String text) {
    people.println(text);
    people.flush();
  }

  /** Runs the command; {@code out} gets the figures, {@code err} failures. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new NodesCommand());
    line.setOut(out);
    line.setErr(err);
    return line.execute(arguments);
  }
}
