package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tallystick.cli.Console;
import io.tallystick.cli.format.Quantities;
import io.tallystick.node.CassandraChoice;
import io.tallystick.node.NodeLauncher;
import io.tallystick.node.NodeOptions;
import io.tallystick.node.NodeRole;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code start}. */
@Command(
    name = "start",
    description = {
      "Start a server with its Cassandra, and serve until Ctrl-C.",
      "All files are in the data folder; a Cassandra child process keeps its own there too.",
      "With --without-cassandra the chain is kept in the local store alone: there is no second"
          + " copy to rebuild from. A later start with Cassandra journals what is missing.",
      "With --peers it is one node of a cluster; ./tallystick cluster start runs a whole one on this"
          + " machine."
    },
    footer = {
      "",
      "Examples:",
      "  ./tallystick start",
      "  ./tallystick start --data /var/lib/tallystick --port 9000",
      "  ./tallystick start --cassandra 10.0.0.5:9042",
      "  ./tallystick start --config /etc/tallystick/node.conf",
      "  ./tallystick start --security signed --operator-key operator.pem",
      "  ./tallystick start --node 1 --peers 1=10.0.0.1:25520,2=10.0.0.2:25520,3=10.0.0.3:25520"
          + " --cassandra 10.0.0.5:9042",
      "  ./tallystick start --role gateway --security signed --port 8090"
          + " --ledger http://127.0.0.1:8080,http://127.0.0.1:8081"
    })
final class StartCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();
  @Mixin final NodeOption node = new NodeOption();
  @Mixin final PlaceOption place = new PlaceOption();
  @Mixin final ConfigOption config = new ConfigOption();
  @Mixin final SecurityOption security = new SecurityOption();
  @Mixin final LedgerNodesOption ledgerNodes = new LedgerNodesOption();
  @Mixin final OutputOption output = new OutputOption();

  private final Console console;
  private final Supplier<NodeLauncher> launcher;

  StartCommand(Console console, Supplier<NodeLauncher> launcher) {
    this.console = console;
    this.launcher = launcher;
  }

  @Override
  public Integer call() throws IOException {
    NodeOptions options = ledgerNodes.over(security.over(node.options(place, config)));
    boolean gateway = options.place().role() == NodeRole.GATEWAY;
    if (!gateway && options.cassandra().mode() == CassandraChoice.Mode.NONE) {
      console
          .err()
          .println(
              "Without Cassandra: the local store is the only copy; verify and rebuild have nothing to"
                  + " compare it with.");
    }
    long start = System.nanoTime();
    try (NodeRun run = NodeRun.start(launcher.get(), options, console)) {
      if (output.json) {
        output.print(
            console,
            JsonNodeFactory.instance
                .objectNode()
                .put("url", run.node().url().toString())
                .put("data", options.data().toString()));
      } else {
        console
            .out()
            .printf(
                "Takes transfers at %s (%s, started in %s). Ctrl-C stops it.%n",
                run.node().url(),
                gateway ? "a gateway, nothing on disk" : "data in " + options.data(),
                Quantities.duration(System.nanoTime() - start));
      }
      console.out().flush();
      return run.serve();
    }
  }
}
