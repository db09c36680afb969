package io.tallystick.cli.command;

import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code completion}. */
@Command(
    name = "completion",
    description = "Print a script that completes commands and options in bash and zsh.",
    footer = {"", "Example:", "  source <(./tallystick completion)"})
final class CompletionCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();

  private final Console console;
  private final Supplier<CommandLine> whole;

  /**
   * @param whole the command line with every command
   */
  CompletionCommand(Console console, Supplier<CommandLine> whole) {
    this.console = console;
    this.whole = whole;
  }

  @Override
  public Integer call() {
    console.out().println(AutoComplete.bash("tallystick", whole.get()));
    return ExitCode.DONE;
  }
}
