package io.tallystick.cli.command;

import io.tallystick.base.TallystickException;
import io.tallystick.node.NodePeers;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The number of a node as the command's only argument. */
final class NodeNumber {
  @Parameters(paramLabel = "N", description = "The node's number.")
  String node;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  int value() {
    try {
      return NodePeers.number("node", node);
    } catch (TallystickException refused) {
      throw new ParameterException(
          spec.commandLine(), "N " + node + ": " + refused.getMessage(), refused);
    }
  }
}
