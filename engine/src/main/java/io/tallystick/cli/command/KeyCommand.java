package io.tallystick.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code key}: only with one of its commands. */
@Command(
    name = "key",
    description = {
      "Make and show signing keys. They are files on this machine; no server is asked.",
      "A participant's server knows the public part: see ./tallystick participant key --help"
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ./tallystick key new bank-a.pem",
      "  ./tallystick key show bank-a.pem"
    })
final class KeyCommand implements Runnable {
  @Mixin final HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say new or show");
  }
}
