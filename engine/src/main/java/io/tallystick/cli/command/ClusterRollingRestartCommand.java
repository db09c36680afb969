package io.tallystick.cli.command;

import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.cluster.ClusterControl;
import io.tallystick.cli.cluster.ClusterProbe;
import io.tallystick.cli.cluster.RollingRestart;
import io.tallystick.cli.format.ProgressLine;
import io.tallystick.cli.format.Quantities;
import picocli.CommandLine.Command;

/** {@code cluster rolling-restart}. */
@Command(
    name = "rolling-restart",
    description = {
      "Restart all nodes, one at a time: followers first, the leader last, after it has handed over"
          + " the lead. The next one waits until the one before has caught up.",
      "Nothing is stopped while a node is missing."
    },
    footer = {"", "Example:", "  ./tallystick cluster rolling-restart"})
final class ClusterRollingRestartCommand extends ClusterWork {
  ClusterRollingRestartCommand(Console console) {
    super(console);
  }

  @Override
  int run(ClusterControl control, ClusterProbe probe) {
    long start = System.nanoTime();
    try (ProgressLine progress = progress()) {
      new RollingRestart(control, probe).run(on(progress), progress::note);
    }
    console()
        .out()
        .println(
            "All nodes are restarted (" + Quantities.duration(System.nanoTime() - start) + ").");
    return ExitCode.DONE;
  }
}
