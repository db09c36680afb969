package io.tallystick.load.cost;

import io.tallystick.load.driver.Scenario;
import io.tallystick.load.driver.ScenarioFile;
import io.tallystick.load.process.RunsOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be said on the command line. */
final class CostOptions {
  private static final int REPEAT_MAX = 100;

  @Mixin RunsOptions runs = new RunsOptions();

  @Option(
      names = "--scenario",
      defaultValue = "bulk-uniform",
      description = "One of load-tests/driver's scenarios (default: ${DEFAULT-VALUE}).")
  String scenario;

  @Option(
      names = "--only",
      split = ",",
      defaultValue = "hashing,journal,fsync,index",
      description =
          "Parts to switch off, one at a time; everything on is always run (default:"
              + " ${DEFAULT-VALUE}).")
  List<String> only = List.of();

  @Option(
      names = "--repeat",
      defaultValue = "3",
      description =
          "Runs of each, every other time in the opposite order; medians are shown (default:"
              + " ${DEFAULT-VALUE}).")
  int repeat;

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "Port of the node (default: a free one).")
  int port;

  @Option(
      names = "--report",
      description = "Markdown file whose measured part is replaced by these figures.")
  Path report;

  /** What is run: everything on first. */
  List<Variant> variants() {
    List<Variant> variants = new ArrayList<>(List.of(Variant.EVERYTHING_ON));
    for (Variant variant : Variant.values()) {
      if (only.contains(variant.part())) {
        variants.add(variant);
      }
    }
    return variants;
  }

  /** Says what is out of range, or null. */
  String problem() {
    if (runs.seconds < 1 || runs.warmUpSeconds < 0 || repeat < 1 || repeat > REPEAT_MAX) {
      return "--seconds must be 1 or more, --warm-up 0 or more, --repeat 1 … " + REPEAT_MAX;
    }
    for (String part : only) {
      if (Variant.without(part).isEmpty()) {
        return "--only takes hashing, journal, fsync and index, not '" + part + "'";
      }
    }
    String unknown = ScenarioFile.problem(scenario);
    if (unknown != null) {
      return unknown;
    }
    boolean resolves = ScenarioFile.read(scenario).shape() == Scenario.Shape.TWO_PHASE;
    return resolves && only.contains(Variant.INDEX_OFF.part())
        ? "posts and voids find what they resolve in the index: leave it out of --only"
        : null;
  }

  /** The command line that repeats these runs. */
  String commandLine(long usedSeed) {
    return String.join(
        " ",
        "load-tests/costs --scenario",
        scenario,
        "--seconds " + runs.seconds,
        "--warm-up " + runs.warmUpSeconds,
        "--repeat " + repeat,
        "--only " + String.join(",", only),
        "--seed " + usedSeed);
  }
}
