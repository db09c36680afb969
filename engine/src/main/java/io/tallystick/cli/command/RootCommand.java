package io.tallystick.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./tallystick} without a command. */
@Command(
    name = "tallystick",
    description = "A settlement engine: double-entry transfers in one tamper-evident order.",
    versionProvider = VersionText.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:refused by a rule, not found, or damage found",
      "2:wrong usage; nothing was sent",
      "3:no answer (unreachable, not able now, outcome unknown); running it again is safe"
    },
    footer = {
      "",
      "Examples:",
      "  ./tallystick demo",
      "  ./tallystick account customer:1 --history",
      "  ./tallystick account --help",
      "  ./tallystick load --help"
    })
final class RootCommand implements Runnable {
  @Mixin final HelpOption help = new HelpOption();

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  boolean version;

  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is needed");
  }
}
