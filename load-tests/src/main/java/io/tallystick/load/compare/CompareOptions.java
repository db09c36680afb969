package io.tallystick.load.compare;

import io.tallystick.load.process.RunsOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be said on the command line. */
final class CompareOptions {
  private static final int REPEAT_MAX = 100;

  @Mixin RunsOptions runs = new RunsOptions();

  @Option(
      names = "--only",
      split = ",",
      defaultValue = "batched-uniform,batched-hot,single-uniform,single-hot",
      description = "Workloads to run (default: ${DEFAULT-VALUE}).")
  List<String> only = List.of();

  @Option(
      names = "--repeat",
      defaultValue = "1",
      description =
          "Runs of each, every other time in the opposite order; medians are shown (default:"
              + " ${DEFAULT-VALUE}).")
  int repeat;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Markdown file whose measured part 'compare' is replaced by these figures.")
  Path report;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "Write a page with a chart, all in one HTML file.")
  Path page;

  /** What is run, in the order of {@link Workload}. */
  List<Workload> workloads() {
    List<Workload> workloads = new ArrayList<>();
    for (Workload workload : Workload.values()) {
      if (only.contains(workload.word())) {
        workloads.add(workload);
      }
    }
    return workloads;
  }

  /** Says what is out of range, or null. */
  String problem() {
    if (runs.seconds < 1 || runs.warmUpSeconds < 1 || repeat < 1 || repeat > REPEAT_MAX) {
      return "--seconds and --warm-up must be 1 or more, --repeat 1 … " + REPEAT_MAX;
    }
    for (String word : only) {
      if (Workload.of(word).isEmpty()) {
        return "--only takes "
            + Arrays.stream(Workload.values()).map(Workload::word).collect(Collectors.joining(", "))
            + ", not '"
            + word
            + "'";
      }
    }
    for (Path file : new Path[] {report, page}) {
      if (file != null && !Files.isDirectory(file.toAbsolutePath().getParent())) {
        return "--report and --page must name files in folders that exist, not " + file;
      }
    }
    return null;
  }

  /** The command line that repeats these runs. */
  String commandLine(long usedSeed) {
    return String.join(
        " ",
        "load-tests/compare",
        "--seconds " + runs.seconds,
        "--warm-up " + runs.warmUpSeconds,
        "--repeat " + repeat,
        "--only " + String.join(",", only),
        "--seed " + usedSeed);
  }
}
