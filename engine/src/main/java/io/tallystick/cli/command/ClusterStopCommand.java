package io.tallystick.cli.command;

import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.cluster.ClusterControl;
import io.tallystick.cli.cluster.ClusterProbe;
import io.tallystick.cli.cluster.ClusterStop;
import picocli.CommandLine.Command;

/** {@code cluster stop}. */
@Command(
    name = "stop",
    description = "Stop all nodes of a cluster, then its Cassandra. The data stays.",
    footer = {"", "Example:", "  ./tallystick cluster stop"})
final class ClusterStopCommand extends ClusterWork {
  ClusterStopCommand(Console console) {
    super(console);
  }

  @Override
  int run(ClusterControl control, ClusterProbe probe) {
    boolean ran = control.file().isRunning();
    new ClusterStop(control)
        .run(
            text -> {
              console().err().println(text);
              console().err().flush();
            });
    console().out().println(ran ? "Stopped." : "Nothing of it runs.");
    return ExitCode.DONE;
  }
}
