package io.tallystick.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code participant key}: only with one of its commands. */
@Command(
    name = "key",
    description = "Add, rotate, revoke and list a participant's keys.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ./tallystick participant key add bank-a --public-key KEY --roles submit,read",
      "  ./tallystick participant key rotate bank-a --replaces ID --public-key KEY --roles submit",
      "  ./tallystick participant key revoke bank-a ID",
      "  ./tallystick participant key list bank-a"
    })
final class ParticipantKeyCommand implements Runnable {
  @Mixin final HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say add, rotate, revoke or list");
  }
}
