package io.tallystick.cli;

import io.tallystick.node.NodeLauncher;
import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of the command line, as a test sees it. */
record CliRun(int exitCode, String out, String err) {
  /** Runs a client command. */
  static CliRun of(String... arguments) {
    return with(null, arguments);
  }

  /** Runs a command that may ask for a node. */
  static CliRun with(NodeLauncher launcher, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(err), false);
    int exitCode = new Main(console, () -> launcher).run(arguments);
    return new CliRun(exitCode, out.toString(), err.toString());
  }
}
