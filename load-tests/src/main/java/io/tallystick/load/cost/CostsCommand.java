package io.tallystick.load.cost;

import io.tallystick.base.TallystickException;
import io.tallystick.load.crash.MeasuredPart;
import io.tallystick.load.process.RunFolder;
import io.tallystick.persistence.file.FileTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command that measures what each part costs. Exit codes: 0 measured, 2 wrong usage, 3 a run
 * failed.
 */
@Command(
    name = "costs",
    mixinStandardHelpOptions = true,
    description = {
      "Measures what hashing, the journal, fsync and the id index cost: the same load on a node"
          + " with everything on, and on nodes without one of them.",
      "Example: load-tests/costs --seconds 30 --repeat 3 --report docs/benchmarks.md"
    })
public final class CostsCommand implements Callable<Integer> {
  private static final int MEASURED = 0;
  private static final int WRONG_USAGE = 2;
  private static final int RUN_FAILED = 3;

  @Mixin CostOptions options = new CostOptions();
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    long seed = options.runs.seed();
    Path checkout = options.runs.checkout();
    Path folder = options.runs.folder("costs", seed);
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
      return measure(seed, checkout, folder, out, options.runs.json ? err : out);
    } catch (TallystickException e) {
      err.println(e.code() + ": " + e.getMessage());
      return RUN_FAILED;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private int measure(long seed, Path checkout, Path folder, PrintWriter out, PrintWriter people)
      throws IOException {
    List<Variant> variants = options.variants();
    people.printf("%d runs, seed %d, folder %s%n", variants.size() * options.repeat, seed, folder);
    people.flush();
    List<CostRun> runs =
        CostBench.run(
            variants,
            options.repeat,
            new NodeMeasurement(options, seed, CostNodes.packaged(checkout), folder),
            run -> tell(run, people));
    FileTree.remove(folder);
    CostTable table = new CostTable(variants, runs);
    people.printf("%n%s%n", table.markdown());
    if (options.runs.json) {
      out.println(table.json().toPrettyString());
    }
    if (options.report != null) {
      new MeasuredPart("costs").write(options.report, report(seed, table));
    }
    return MEASURED;
  }

  private void tell(CostRun run, PrintWriter people) {
    people.printf(
        Locale.ROOT,
        "%2d/%d  %-14s %,10.0f settled/s  p50 %.0f ms  p99 %.0f ms%n",
        run.repetition(),
        options.repeat,
        run.variant().title(),
        run.settledPerSecond(),
        run.p50Ms(),
        run.p99Ms());
    people.flush();
  }

  private String report(long seed, CostTable table) {
    return String.format(
        Locale.ROOT,
        "`%s` (%d cores, Java %s)%n%n%s",
        options.commandLine(seed),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        table.markdown());
  }

  /** Runs the command; {@code out} gets the figures, {@code err} failures. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new CostsCommand());
    line.setOut(out);
    line.setErr(err);
    return line.execute(arguments);
  }
}
