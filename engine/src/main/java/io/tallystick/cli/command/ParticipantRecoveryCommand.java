package io.tallystick.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code participant recovery}: only with one of its commands. */
@Command(
    name = "recovery",
    description = {
      "Give a participant a key on the word of its officers, where its other keys are lost or stolen.",
      "Each officer signs with the same options, on a machine of their own; one of them submits the"
          + " signatures. How many are needed is the participant's recovery quorum."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ./tallystick participant recovery sign bank-a --public-key KEY --roles admin \\",
      "      --revoke-others --officer-key officer-1.pem > one.json",
      "  ./tallystick participant recovery submit bank-a --public-key KEY --roles admin \\",
      "      --revoke-others --signatures one.json,two.json --key officer-1.pem"
    })
final class ParticipantRecoveryCommand implements Runnable {
  @Mixin final HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say sign or submit");
  }
}
