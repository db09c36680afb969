package io.tallystick.cli.command;

import io.tallystick.base.TallystickException;
import io.tallystick.node.NodeAddress;
import io.tallystick.node.NodeOptions;
import io.tallystick.node.NodePeers;
import io.tallystick.node.NodeRole;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which node of which cluster: {@code --node}, {@code --peers} and what goes with them. */
final class PlaceOption {
  @Option(
      names = "--node",
      paramLabel = "N",
      defaultValue = "1",
      description = "This node's number in the list of peers (default: ${DEFAULT-VALUE}).")
  String node;

  @Option(
      names = "--peers",
      paramLabel = "N=HOST:PORT,…",
      description =
          "All ledger nodes of the cluster, this one included, and where each one's remoting"
              + " listens (default: none, a single node). The same list on every node.")
  String peers;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      defaultValue = "ledger",
      description =
          "ledger: holds a replica. gateway: serves HTTP and passes requests on, to --peers, where it"
              + " is not in the list, or to --ledger (default: ${DEFAULT-VALUE}).")
  String role;

  @Option(
      names = "--join",
      description =
          "This node is no founding member: it waits until ./tallystick node add lets it in.")
  boolean join;

  @Option(
      names = "--remoting",
      paramLabel = "HOST:PORT",
      description =
          "Where a gateway's remoting listens (default: "
              + NodeOptions.DEFAULT_HOST
              + " and a free port).")
  String remoting;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  NodeOptions.Place place() {
    try {
      return new NodeOptions.Place(
          NodePeers.number("node", node),
          parseRole(),
          peers == null ? NodePeers.NONE : NodePeers.parse(peers),
          join,
          remoting == null ? null : NodeAddress.parse("remoting", remoting));
    } catch (TallystickException refused) {
      throw usage(refused.field(), refused.value(), refused.getMessage(), refused);
    }
  }

  private NodeRole parseRole() {
    return switch (role.toLowerCase(Locale.ROOT)) {
      case "ledger" -> NodeRole.LEDGER;
      case "gateway" -> NodeRole.GATEWAY;
      default -> throw usage("role", role, "takes ledger or gateway", null);
    };
  }

  private ParameterException usage(String field, String value, String rule, Throwable cause) {
    String shown = value == null || value.isEmpty() ? "" : " " + value;
    return new ParameterException(spec.commandLine(), "--" + field + shown + ": " + rule, cause);
  }
}
