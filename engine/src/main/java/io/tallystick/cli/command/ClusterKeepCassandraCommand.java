package io.tallystick.cli.command;

import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.cluster.CassandraKeeper;
import io.tallystick.cli.cluster.ClusterControl;
import io.tallystick.cli.cluster.ClusterProbe;
import picocli.CommandLine.Command;

/** {@code cluster keep-cassandra}: what a cluster's start runs; not for people. */
@Command(
    name = "keep-cassandra",
    hidden = true,
    description = "Run the Cassandra of a cluster until it is told to stop or no node is left.",
    footer = {"", "Example:", "  ./tallystick cluster keep-cassandra --data data/cluster"})
final class ClusterKeepCassandraCommand extends ClusterWork {
  ClusterKeepCassandraCommand(Console console) {
    super(console);
  }

  @Override
  int run(ClusterControl control, ClusterProbe probe) {
    new CassandraKeeper(control.folder(), this::tell).run();
    return ExitCode.DONE;
  }

  private void tell(String text) {
    console().err().println("Cassandra: " + text);
    console().err().flush();
  }
}
