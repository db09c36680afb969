package io.tallystick.load;

import io.tallystick.load.nodes.NodesCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The process that measures groups of nodes: {@code load-tests/nodes --help}. */
public final class Nodes {
  private Nodes() {}

  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
    System.exit(NodesCommand.run(out, err, arguments));
  }
}
