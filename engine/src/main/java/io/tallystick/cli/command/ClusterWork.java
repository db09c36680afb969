package io.tallystick.cli.command;

import io.tallystick.cli.Console;
import io.tallystick.cli.cluster.ClusterControl;
import io.tallystick.cli.cluster.ClusterFolder;
import io.tallystick.cli.cluster.ClusterProbe;
import io.tallystick.cli.cluster.CommandLines;
import io.tallystick.cli.cluster.DetachedProcesses;
import io.tallystick.cli.format.ProgressLine;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that works on a cluster of this machine. */
abstract class ClusterWork implements Callable<Integer> {
  static final String DEFAULT_FOLDER = "data/cluster";

  @Mixin final HelpOption help = new HelpOption();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The cluster's folder, relative to the current one (default: ./" + DEFAULT_FOLDER + ").")
  Path data;

  @Spec CommandSpec spec;

  private final Console console;

  ClusterWork(Console console) {
    this.console = console;
  }

  final Console console() {
    return console;
  }

  final ClusterFolder folder() {
    return new ClusterFolder(data == null ? Path.of(DEFAULT_FOLDER) : data);
  }

  /** {@code --data DIR} where the folder is not the default, for commands that are shown. */
  final String dataShown() {
    return data == null ? "" : " --data " + data;
  }

  @Override
  public final Integer call() {
    ClusterControl control =
        new ClusterControl(folder(), new DetachedProcesses(), CommandLines::ofThisProcess);
    try (ClusterProbe probe = new ClusterProbe()) {
      return run(control, probe);
    }
  }

  /** Does it; returns the exit code. */
  abstract int run(ClusterControl control, ClusterProbe probe);

  /** A line that is redrawn while something is waited for. */
  final ProgressLine progress() {
    return new ProgressLine(console, System::nanoTime);
  }

  /** Shows what is being waited for. */
  static Consumer<String> on(ProgressLine line) {
    return text -> line.update(() -> text);
  }

  final ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
