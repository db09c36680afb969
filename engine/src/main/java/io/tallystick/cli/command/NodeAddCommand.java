package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.cluster.Members;
import io.tallystick.node.NodeAddress;
import io.tallystick.node.NodePeers;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code node add}. */
@Command(
    name = "add",
    description = {
      "Let a node into the cluster. Start it first, with --join and a list of peers that names it"
          + " and the members. It learns the whole history, is checked, and only then has a vote;"
          + " the command waits for that."
    },
    footer = {
      "",
      "Examples:",
      "  ./tallystick start --node 4 --join --data /var/lib/tallystick --cassandra 10.0.0.9:9042"
          + " --peers 1=10.0.0.1:25520,2=10.0.0.2:25520,3=10.0.0.3:25520,4=10.0.0.4:25520",
      "  ./tallystick node add 4=10.0.0.4:25520"
    })
final class NodeAddCommand extends MembershipCommand {
  @Parameters(
      paramLabel = "N=HOST:PORT",
      description = "The node's number and where its remoting listens.")
  String member;

  NodeAddCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) {
    requireWait();
    Map.Entry<Integer, NodeAddress> added = added();
    int node = added.getKey();
    change(
        api,
        version ->
            api.post(
                "/v1/cluster/members",
                JsonNodeFactory.instance
                    .objectNode()
                    .put("node", node)
                    .put("address", added.getValue().toString())
                    .put("version", version)));
    awaitMembers(api, "node " + node + " learns", (Members members) -> members.votes(node));
    return ExitCode.DONE;
  }

  private Map.Entry<Integer, NodeAddress> added() {
    try {
      NodePeers one = NodePeers.parse(member);
      if (one.addresses().size() == 1) {
        return one.addresses().entrySet().iterator().next();
      }
    } catch (TallystickException refused) {
      throw usage("N=HOST:PORT " + refused.value() + ": " + refused.getMessage());
    }
    throw usage("N=HOST:PORT " + member + ": one node at a time");
  }
}
