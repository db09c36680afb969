package io.tallystick.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cluster}: only with one of its commands. */
@Command(
    name = "cluster",
    description = {
      "Run a whole cluster on this machine: each node a process of its own, and one Cassandra.",
      "For trying out, and for seeing what a failure does. It listens on the loopback interface alone."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ./tallystick cluster demo",
      "  ./tallystick cluster start --detach",
      "  ./tallystick cluster status",
      "  ./tallystick cluster kill 1",
      "  ./tallystick cluster restart 1",
      "  ./tallystick cluster stop"
    })
final class ClusterCommand implements Runnable {
  @Mixin final HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say start, status, kill, restart, rolling-restart, stop or demo");
  }
}
