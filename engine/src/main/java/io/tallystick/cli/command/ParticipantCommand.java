package io.tallystick.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code participant}: only with one of its commands. */
@Command(
    name = "participant",
    description = "Banks, card schemes and desks: their roles and keys.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ./tallystick participant create bank-a --name 'Bank A' --roles submit,read,admin",
      "  ./tallystick participant key add bank-a --public-key KEY --roles submit,read",
      "  ./tallystick participant list"
    })
final class ParticipantCommand implements Runnable {
  @Mixin final HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say create, change, show, list, key or recovery");
  }
}
