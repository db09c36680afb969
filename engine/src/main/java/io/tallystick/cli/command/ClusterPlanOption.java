package io.tallystick.cli.command;

import io.tallystick.cli.cluster.ClusterPlan;
import io.tallystick.cli.cluster.ClusterPorts;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is to be started; shared with the demonstration. */
final class ClusterPlanOption {
  /** More options of each node's JVM, after those that the cluster sets. */
  private static final String NODE_OPTIONS_VARIABLE = "TALLYSTICK_JAVA_OPTS";

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "How many nodes: 1, 3 or 5 (default: " + ClusterPlan.NODES_DEFAULT + ").")
  Integer nodes;

  @Option(
      names = "--port",
      paramLabel = "BASE",
      description =
          "HTTP port of node 1, the other nodes' above it; remoting from BASE + 10, Cassandra at"
              + " BASE + 20 and + 21 (default: "
              + ClusterPlan.PORT_DEFAULT
              + ").")
  Integer port;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description =
          "Largest heap of each node (default: "
              + ClusterPlan.HEAP_DEFAULT
              + "; three nodes and Cassandra then stay below 8 GiB).")
  String heap;

  @Mixin final CassandraOption cassandra = new CassandraOption();

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  ClusterPlan plan() {
    if (nodes != null && !ClusterPlan.NODES_ALLOWED.contains(nodes)) {
      throw usage("--nodes " + nodes + ": takes 1, 3 or 5");
    }
    if (port != null && (port < ClusterPorts.BASE_MIN || port > ClusterPorts.BASE_MAX)) {
      throw usage(
          "--port " + port + ": takes " + ClusterPorts.BASE_MIN + " to " + ClusterPorts.BASE_MAX);
    }
    if (heap != null && !heap.matches("[1-9][0-9]{0,5}[kKmMgG]")) {
      throw usage("--heap " + heap + ": takes a size such as 768m or 1g");
    }
    boolean named = cassandra.without || cassandra.isExternal();
    String more = System.getenv(NODE_OPTIONS_VARIABLE);
    return new ClusterPlan(
        Optional.ofNullable(nodes),
        Optional.ofNullable(port),
        named ? Optional.of(cassandra.choice()) : Optional.empty(),
        Optional.ofNullable(heap),
        more == null ? "" : more);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
