package io.tallystick.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code node}: only with one of its commands. */
@Command(
    name = "node",
    description = {
      "List and change the members of a running cluster, one at a time. Any node may be asked;"
          + " nothing that is settled or in flight is lost by a change."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ./tallystick node list",
      "  ./tallystick node add 4=10.0.0.4:25520",
      "  ./tallystick node transfer-leadership 2",
      "  ./tallystick node remove 1"
    })
final class NodeCommand implements Runnable {
  @Mixin final HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say list, add, remove or transfer-leadership");
  }
}
