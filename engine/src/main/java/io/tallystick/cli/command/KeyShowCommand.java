package io.tallystick.cli.command;

import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.participant.key.KeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code key show}. */
@Command(
    name = "show",
    description = "Show the id and the public part of a private key's file.",
    footer = {"", "Example:", "  ./tallystick key show bank-a.pem"})
final class KeyShowCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();
  @Mixin final OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "FILE", description = "The private key.")
  Path file;

  private final Console console;

  KeyShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    KeyText.print(console, output, file, KeyFile.read(file));
    return ExitCode.DONE;
  }
}
