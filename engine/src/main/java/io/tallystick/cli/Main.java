package io.tallystick.cli;

import io.tallystick.cli.command.CommandTree;
import io.tallystick.node.EmbeddedLauncher;
import io.tallystick.node.NodeLauncher;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The entry point of {@code ./tallystick}. */
public final class Main {
  private final Console console;
  private final Supplier<NodeLauncher> launcher;

  /**
   * @param launcher asked for a node only by the commands that need one, so that client commands
   *     load none of its classes
   */
  public Main(Console console, Supplier<NodeLauncher> launcher) {
    this.console = console;
    this.launcher = launcher;
  }

  /** Runs one command line; returns its exit code ({@link ExitCode}). */
  public int run(String... arguments) {
    CommandLine commandLine =
        CommandTree.create(console, launcher, arguments.length == 0 ? "" : arguments[0]);
    try {
      return commandLine.execute(arguments);
    } finally {
      console.out().flush();
      console.err().flush();
    }
  }

  public static void main(String[] arguments) {
    System.exit(new Main(Console.system(), Main::launcher).run(arguments));
  }

  private static NodeLauncher launcher() {
    return new EmbeddedLauncher();
  }
}
