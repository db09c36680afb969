package io.tallystick.cli.command;

import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.format.ProgressLine;
import io.tallystick.cli.view.SimulationView;
import io.tallystick.simulation.SimulationPlan;
import io.tallystick.simulation.SimulationResult;
import io.tallystick.simulation.SimulationRuns;
import io.tallystick.simulation.SimulationTotals;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code simulate}. */
@Command(
    name = "simulate",
    description = {
      "Run whole groups of nodes in simulated networks, on simulated disks and clocks, with faults"
          + " of all kinds, and hold what happens against the promises. Touches no file and needs no"
          + " server.",
      "All chance of a run comes from its seed: a seed that breaks a promise breaks it again. Ends"
          + " with 1 and prints the command that replays it if any did."
    },
    footer = {
      "",
      "Examples:",
      "  ./tallystick simulate --seeds 1000",
      "  ./tallystick simulate --seeds 1000 --seed 5001",
      "  ./tallystick simulate --seed 5017"
    })
final class SimulateCommand implements Callable<Integer> {
  private static final long SEEDS_MAX = 1_000_000_000L;

  /** Runs seeds. */
  interface Runs {
    SimulationTotals run(long first, long count, int threads, Consumer<SimulationResult> done);
  }

  @Mixin final HelpOption help = new HelpOption();
  @Mixin final OutputOption output = new OutputOption();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many seeds to run (default: 100; with --seed: 1).")
  Long seeds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "The first seed (default: 1). Alone, it runs that seed only.")
  Long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "How many runs go on at a time (default: one for each core). Each run stays within one"
              + " thread and does not depend on this.")
  Integer threads;

  @Spec CommandSpec spec;

  private final Console console;
  private final Runs runs;

  SimulateCommand(Console console) {
    this(
        console,
        (first, count, workers, done) ->
            SimulationRuns.run(first, count, workers, SimulationPlan.standard(), done));
  }

  /** As above, with runs of another kind. */
  SimulateCommand(Console console, Runs runs) {
    this.console = console;
    this.runs = runs;
  }

  @Override
  public Integer call() {
    long first = seed == null ? 1 : seed;
    long count = seeds != null ? seeds : seed != null ? 1 : 100;
    int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (count < 1 || count > SEEDS_MAX) {
      throw new ParameterException(spec.commandLine(), "--seeds takes 1 to " + SEEDS_MAX);
    }
    if (workers < 1 || workers > Byte.MAX_VALUE) {
      throw new ParameterException(spec.commandLine(), "--threads takes 1 to " + Byte.MAX_VALUE);
    }
    long start = System.nanoTime();
    SimulationTotals totals = run(first, count, (int) Math.min(workers, count));
    SimulationView view = new SimulationView(totals, System.nanoTime() - start);
    if (output.json) {
      output.print(console, view.json(first));
    } else {
      view.print(console.out(), first, count);
    }
    return totals.found() == 0 ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private SimulationTotals run(long first, long count, int workers) {
    long start = System.nanoTime();
    try (ProgressLine progress = new ProgressLine(console, System::nanoTime)) {
      SimulationView.Progress shown =
          new SimulationView.Progress(count, () -> System.nanoTime() - start);
      return runs.run(
          first,
          count,
          workers,
          result -> {
            if (!result.holds()) {
              progress.note(SimulationView.finding(result));
            }
            shown.add(result);
            progress.update(shown::text);
          });
    }
  }
}
