package io.tallystick.cli.command;

import io.tallystick.cli.Console;
import io.tallystick.node.NodeLauncher;
import io.tallystick.node.NodeOptions;
import io.tallystick.node.RunningNode;

/** A node that lives in this process until Ctrl-C. */
final class NodeRun implements AutoCloseable {
  private final RunningNode node;
  private final Thread onExit;

  private NodeRun(RunningNode node) {
    this.node = node;
    this.onExit = new Thread(node::close, "stop-node");
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /** Starts it; each step is told on standard error. */
  static NodeRun start(NodeLauncher launcher, NodeOptions options, Console console) {
    return new NodeRun(
        launcher.start(
            options,
            step -> {
              console.err().println("  " + step);
              console.err().flush();
            }));
  }

  RunningNode node() {
    return node;
  }

  /** Serves until it is stopped; returns the process's exit code. */
  int serve() {
    try {
      return node.awaitStop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  @Override
  public void close() {
    node.close();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook is what closes the node.
      return;
    }
  }
}
