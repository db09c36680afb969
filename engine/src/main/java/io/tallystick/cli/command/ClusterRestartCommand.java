package io.tallystick.cli.command;

import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.cluster.ClusterControl;
import io.tallystick.cli.cluster.ClusterProbe;
import io.tallystick.cli.cluster.NodeRestart;
import io.tallystick.cli.format.ProgressLine;
import io.tallystick.cli.format.Quantities;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cluster restart}. */
@Command(
    name = "restart",
    description =
        "Stop a node if it runs, start it, and wait until it has applied everything that was settled"
            + " when it came back.",
    footer = {"", "Example:", "  ./tallystick cluster restart 1"})
final class ClusterRestartCommand extends ClusterWork {
  @Mixin final NodeNumber node = new NodeNumber();

  ClusterRestartCommand(Console console) {
    super(console);
  }

  @Override
  int run(ClusterControl control, ClusterProbe probe) {
    int number = node.value();
    long start = System.nanoTime();
    try (ProgressLine progress = progress()) {
      new NodeRestart(control, probe).run(number, on(progress));
    }
    console()
        .out()
        .println(
            "Node "
                + number
                + " is back and has caught up ("
                + Quantities.duration(System.nanoTime() - start)
                + ").");
    return ExitCode.DONE;
  }
}
