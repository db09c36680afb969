package io.tallystick.cli.command;

import io.tallystick.base.TallystickException;
import io.tallystick.cli.Console;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.ledger.Id;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that asks a server. */
abstract class ClientCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();
  @Mixin final ServerOption server = new ServerOption();
  @Mixin final OutputOption output = new OutputOption();
  @Spec CommandSpec spec;

  private final Console console;

  ClientCommand(Console console) {
    this.console = console;
  }

  final Console console() {
    return console;
  }

  @Override
  public final Integer call() throws Exception {
    return run(server.client());
  }

  /** Does it; returns the exit code. */
  abstract int run(ApiClient api) throws Exception;

  /** The code, or the one of {@code --participant}; a usage error if neither is said. */
  final String participantOr(String code) {
    if (code != null) {
      return code;
    }
    return server
        .participant()
        .orElseThrow(() -> usage("say which participant: CODE, or --participant"));
  }

  /** A usage error of this command. */
  final ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** The text if it is an id or name; a usage error if it can be none. */
  final String id(String what, String text) {
    try {
      Id.form(text);
      return text;
    } catch (TallystickException e) {
      throw usage(what + " \"" + text + "\": expected " + e.getMessage());
    }
  }
}
