package io.tallystick.cli.command;

import io.tallystick.node.NodeOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a node that is started here. */
final class NodeOption {
  private static final int PORT_MAX = 65_535;

  @Mixin final DataOption data = new DataOption();
  @Mixin final CassandraOption cassandra = new CassandraOption();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "" + NodeOptions.DEFAULT_PORT,
      description = "HTTP port; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  int port;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  /** A single node with the default settings. */
  NodeOptions options(boolean clean) {
    return NodeOptions.single(
        data.folder(), NodeOptions.DEFAULT_HOST, port(), cassandra.choice(), clean);
  }

  /** A node in its place, with an operator's settings. */
  NodeOptions options(PlaceOption place, ConfigOption config) {
    return new NodeOptions(
        data.folder(),
        NodeOptions.DEFAULT_HOST,
        port(),
        cassandra.choice(),
        false,
        place.place(),
        config.file());
  }

  private int port() {
    if (port < 0 || port > PORT_MAX) {
      throw new ParameterException(spec.commandLine(), "--port takes 0 to " + PORT_MAX);
    }
    return port;
  }
}
