package io.tallystick.cli.command;

import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.participant.key.KeyFile;
import io.tallystick.participant.key.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code key new}. */
@Command(
    name = "new",
    description = {
      "Make an Ed25519 key: the private part goes to a PKCS#8 PEM file that only you can read, the"
          + " public part and the key's id are printed.",
      "A file that exists is never overwritten."
    },
    footer = {
      "",
      "Examples:",
      "  ./tallystick key new bank-a.pem",
      "  ./tallystick key new operator.pem --json"
    })
final class KeyNewCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();
  @Mixin final OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "FILE", description = "Where the private key is written.")
  Path file;

  private final Console console;

  KeyNewCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    SigningKey key = SigningKey.generate();
    KeyFile.write(file, key);
    KeyText.print(console, output, file, key);
    return ExitCode.DONE;
  }
}
