package io.tallystick.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger}: only with one of its commands. */
@Command(
    name = "ledger",
    description = "Declare and list ledgers (currencies).",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ./tallystick ledger create EUR --scale 2",
      "  ./tallystick ledger list"
    })
final class LedgerCommand implements Runnable {
  @Mixin final HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say create or list");
  }
}
