package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.Failures;
import io.tallystick.cli.client.Json;
import io.tallystick.node.NodeExit;
import io.tallystick.node.NodeLauncher;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** All commands, put together. */
public final class CommandTree {
  /** Set to 1 to see the stack trace of an unexpected failure. */
  public static final String TRACE_VARIABLE = "TALLYSTICK_TRACE";

  private static final String COMPLETION = "completion";

  /** No command is named so. */
  private static final String EVERY_COMMAND = "";

  private CommandTree() {}

  /**
   * The command line.
   *
   * @param launcher asked only by commands that need a node
   * @param first the first argument, or empty; where it names a command only that one is put in,
   *     since each costs time at the start
   */
  public static CommandLine create(Console console, Supplier<NodeLauncher> launcher, String first) {
    CommandLine root = new CommandLine(new RootCommand());
    Map<String, Supplier<CommandLine>> commands = commands(console, launcher);
    if (commands.containsKey(first)) {
      root.addSubcommand(commands.get(first).get());
    } else {
      commands.values().forEach(command -> root.addSubcommand(command.get()));
    }
    root.setOut(console.out());
    root.setErr(console.err());
    root.setUsageHelpAutoWidth(true);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setParameterExceptionHandler((failure, arguments) -> tellUsage(console, failure));
    root.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          int exitCode = tellFailure(console, failure, parsed);
          return command.getCommand() instanceof StartCommand
              ? NodeExit.ofRefusedStart(failure, exitCode)
              : exitCode;
        });
    return root;
  }

  private static Map<String, Supplier<CommandLine>> commands(
      Console console, Supplier<NodeLauncher> launcher) {
    Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
    commands.put("demo", () -> new CommandLine(new DemoCommand(console, launcher)));
    commands.put("start", () -> new CommandLine(new StartCommand(console, launcher)));
    commands.put("cluster", () -> cluster(console, launcher));
    commands.put("node", () -> node(console));
    commands.put("status", () -> new CommandLine(new StatusCommand(console)));
    commands.put(
        "ledger",
        () ->
            new CommandLine(new LedgerCommand())
                .addSubcommand(new LedgerCreateCommand(console))
                .addSubcommand(new LedgerListCommand(console)));
    commands.put(
        "account",
        () ->
            new CommandLine(new AccountCommand(console))
                .addSubcommand(new AccountCreateCommand(console))
                .addSubcommand(new AccountPolicyCommand(console))
                .addSubcommand(new AccountApprovalsCommand(console))
                .addSubcommand(new AccountApproveCommand(console)));
    commands.put(
        "transfer",
        () ->
            new CommandLine(new TransferCommand(console))
                .addSubcommand(new TransferSubmitCommand(console)));
    commands.put(
        "participant",
        () ->
            new CommandLine(new ParticipantCommand())
                .addSubcommand(new ParticipantCreateCommand(console))
                .addSubcommand(new ParticipantChangeCommand(console))
                .addSubcommand(new ParticipantShowCommand(console))
                .addSubcommand(new ParticipantListCommand(console))
                .addSubcommand(
                    new CommandLine(new ParticipantKeyCommand())
                        .addSubcommand(new ParticipantKeyAddCommand(console))
                        .addSubcommand(new ParticipantKeyRotateCommand(console))
                        .addSubcommand(new ParticipantKeyRevokeCommand(console))
                        .addSubcommand(new ParticipantKeyListCommand(console)))
                .addSubcommand(
                    new CommandLine(new ParticipantRecoveryCommand())
                        .addSubcommand(new ParticipantRecoverySignCommand(console))
                        .addSubcommand(new ParticipantRecoverySubmitCommand(console))));
    commands.put(
        "key",
        () ->
            new CommandLine(new KeyCommand())
                .addSubcommand(new KeyNewCommand(console))
                .addSubcommand(new KeyShowCommand(console)));
    commands.put("batch", () -> new CommandLine(new BatchCommand(console)));
    commands.put("import", () -> new CommandLine(new ImportCommand(console)));
    commands.put("export", () -> new CommandLine(new ExportCommand(console)));
    commands.put("net", () -> new CommandLine(new NetCommand(console)));
    commands.put("verify", () -> new CommandLine(new VerifyCommand(console, launcher)));
    commands.put("rebuild", () -> new CommandLine(new RebuildCommand(console, launcher)));
    commands.put("simulate", () -> new CommandLine(new SimulateCommand(console)));
    commands.put(
        "tls", () -> new CommandLine(new TlsCommand()).addSubcommand(new TlsDevCommand(console)));
    commands.put(
        COMPLETION,
        () ->
            new CommandLine(
                new CompletionCommand(console, () -> create(console, launcher, EVERY_COMMAND))));
    return commands;
  }

  private static CommandLine cluster(Console console, Supplier<NodeLauncher> launcher) {
    return new CommandLine(new ClusterCommand())
        .addSubcommand(new ClusterStartCommand(console))
        .addSubcommand(new ClusterStatusCommand(console))
        .addSubcommand(new ClusterKillCommand(console))
        .addSubcommand(new ClusterRestartCommand(console))
        .addSubcommand(new ClusterRollingRestartCommand(console))
        .addSubcommand(new ClusterStopCommand(console))
        .addSubcommand(new ClusterDemoCommand(console, launcher))
        .addSubcommand(new ClusterKeepCassandraCommand(console));
  }

  private static CommandLine node(Console console) {
    return new CommandLine(new NodeCommand())
        .addSubcommand(new NodeListCommand(console))
        .addSubcommand(new NodeAddCommand(console))
        .addSubcommand(new NodeRemoveCommand(console))
        .addSubcommand(new NodeTransferCommand(console));
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
