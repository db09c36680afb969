package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.Failures;
import io.tallystick.cli.client.Json;
import io.tallystick.node.NodeLauncher;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** All commands, put together. */
public final class CommandTree {
  /** Set to 1 to see the stack trace of an unexpected failure. */
  public static final String TRACE_VARIABLE = "TALLYSTICK_TRACE";

  private CommandTree() {}

  /**
   * The whole command line.
   *
   * @param launcher asked only by commands that need a node
   */
  public static CommandLine create(Console console, Supplier<NodeLauncher> launcher) {
    CommandLine root = new CommandLine(new RootCommand());
    root.addSubcommand(new DemoCommand(console, launcher));
    root.addSubcommand(new StartCommand(console, launcher));
    root.addSubcommand(new StatusCommand(console));
    CommandLine ledger = new CommandLine(new LedgerCommand());
    ledger.addSubcommand(new LedgerCreateCommand(console));
    ledger.addSubcommand(new LedgerListCommand(console));
    root.addSubcommand(ledger);
    CommandLine account = new CommandLine(new AccountCommand(console));
    account.addSubcommand(new AccountCreateCommand(console));
    root.addSubcommand(account);
    CommandLine transfer = new CommandLine(new TransferCommand(console));
    transfer.addSubcommand(new TransferSubmitCommand(console));
    root.addSubcommand(transfer);
    root.addSubcommand(new BatchCommand(console));
    root.addSubcommand(new ImportCommand(console));
    root.addSubcommand(new ExportCommand(console));
    root.addSubcommand(new NetCommand(console));
    root.addSubcommand(new VerifyCommand(console, launcher));
    root.addSubcommand(new RebuildCommand(console, launcher));
    root.addSubcommand(new CompletionCommand(console));
    root.setOut(console.out());
    root.setErr(console.err());
    root.setUsageHelpAutoWidth(true);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setParameterExceptionHandler((failure, arguments) -> tellUsage(console, failure));
    root.setExecutionExceptionHandler(
        (failure, command, parsed) -> tellFailure(console, failure, parsed));
    return root;
  }

  private static int tellUsage(Console console, ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    console.err().println("tallystick: " + failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, console.err());
    console.err().println("See: ./" + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private static int tellFailure(Console console, Exception failure, ParseResult parsed) {
    Failures.Told told = Failures.tell(failure);
    if (wantsJson(parsed)) {
      JsonNode json = told.toJson();
      console.err().println(Json.pretty(json));
    } else {
      console.err().println("tallystick: " + told.message());
      if (!told.next().isEmpty()) {
        console.err().println(told.next());
      }
    }
    if ("1".equals(System.getenv(TRACE_VARIABLE))) {
      failure.printStackTrace(console.err());
    }
    return told.exitCode();
  }

  private static boolean wantsJson(ParseResult parsed) {
    ParseResult deepest = parsed;
    while (deepest.hasSubcommand()) {
      deepest = deepest.subcommand();
    }
    return deepest.hasMatchedOption("--json");
  }
}
