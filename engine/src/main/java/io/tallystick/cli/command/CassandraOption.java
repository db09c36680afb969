package io.tallystick.cli.command;

import io.tallystick.node.CassandraChoice;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --cassandra} and {@code --without-cassandra}. */
final class CassandraOption {
  private static final int PORT_MAX = 65_535;

  @Option(
      names = "--cassandra",
      paramLabel = "HOST:PORT",
      description =
          "Use this Cassandra (default: a child process with its data in the data folder).")
  String address;

  @Option(names = "--without-cassandra", description = "Use the local store alone.")
  boolean without;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  /** Whether a Cassandra that somebody else runs is named. */
  boolean isExternal() {
    return address != null;
  }

  CassandraChoice choice() {
    if (without && address != null) {
      throw usage("--cassandra and --without-cassandra cannot be used together");
    }
    if (without) {
      return CassandraChoice.none();
    }
    if (address == null) {
      return CassandraChoice.child();
    }
    int colon = address.lastIndexOf(':');
    boolean withoutPort = colon < 0 || address.endsWith("]");
    String host = withoutPort ? address : address.substring(0, colon);
    int port = withoutPort ? CassandraChoice.DEFAULT_PORT : port(address.substring(colon + 1));
    if (host.isEmpty()) {
      throw usage("--cassandra takes HOST:PORT such as 10.0.0.5:9042, not " + address);
    }
    return CassandraChoice.external(host, port);
  }

  private int port(String text) {
    if (text.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= PORT_MAX) {
        return port;
      }
    }
    throw usage("--cassandra takes HOST:PORT such as 10.0.0.5:9042, not " + address);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
