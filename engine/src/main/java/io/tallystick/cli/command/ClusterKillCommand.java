package io.tallystick.cli.command;

import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.cluster.ClusterControl;
import io.tallystick.cli.cluster.ClusterProbe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cluster kill}. */
@Command(
    name = "kill",
    description = "Kill a node's process (SIGKILL), as a power cut would. Its data stays.",
    footer = {"", "Example:", "  ./tallystick cluster kill 1"})
final class ClusterKillCommand extends ClusterWork {
  @Mixin final NodeNumber node = new NodeNumber();

  ClusterKillCommand(Console console) {
    super(console);
  }

  @Override
  int run(ClusterControl control, ClusterProbe probe) {
    int number = node.value();
    long pid = control.killNode(number);
    console().out().println("Killed node " + number + " (process " + pid + ").");
    return ExitCode.DONE;
  }
}
