package io.tallystick.load.group;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What can be said on the fault campaign's command line. */
final class GroupOptions {
  private static final int ROWS_PER_SECOND_MAX = 100_000;

  @Option(names = "--nodes", required = true, description = "Nodes of the group, 3 or 5.")
  int nodes;

  @Option(
      names = "--rounds",
      defaultValue = "20",
      description = "Rounds, one fault in each (default: ${DEFAULT-VALUE}).")
  int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "3",
      description = "About how long the load goes on before and after a fault (${DEFAULT-VALUE}).")
  int seconds;

  @Option(
      names = "--seed",
      description =
          "Seed of what is sent, of the faults and of their moments (default: the clock).")
  Long seed;

  @Option(
      names = "--fault",
      split = ",",
      description = "Only these faults, in turn; see the page (default: all, by chance).")
  List<String> faults = List.of();

  @Option(
      names = "--clients",
      defaultValue = "6",
      description = "Clients at once, spread over the nodes (default: ${DEFAULT-VALUE}).")
  int clients;

  @Option(
      names = "--rows-per-second",
      defaultValue = "3000",
      description = "Rows that fall due each second, of all clients (default: ${DEFAULT-VALUE}).")
  int rowsPerSecond;

  @Option(
      names = "--data",
      description = "Folder for all data; must not exist (default: one under load-tests/target).")
  Path data;

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "First of 22 ports that the group takes (default: free ones).")
  int port;

  @Option(names = "--without-cassandra", description = "Run the nodes on their local stores alone.")
  boolean withoutCassandra;

  @Option(
      names = "--java-options",
      split = ",",
      description = "Further options of each node's JVM, comma-separated.")
  List<String> javaOptions = List.of();

  @Option(
      names = "--report",
      description = "Markdown file that gets this campaign's figures in a part of their own.")
  Path report;

  @Option(names = "--keep", description = "Keep the folder of a campaign that found nothing.")
  boolean keep;

  /** Says what is out of range, or null. */
  String problem() {
    if (nodes != 3 && nodes != 5) {
      return "--nodes must be 3 or 5; without it one node is killed, see campaign --help";
    }
    if (rounds < 1 || seconds < 1 || clients < 1) {
      return "--rounds, --seconds and --clients must be 1 or more";
    }
    if (rowsPerSecond < clients || rowsPerSecond > ROWS_PER_SECOND_MAX) {
      return "--rows-per-second must be as many as clients … " + ROWS_PER_SECOND_MAX;
    }
    for (String name : faults) {
      if (GroupFaults.named(name).isEmpty()) {
        return "no fault is named " + name + "; there are " + GroupFaults.names();
      }
    }
    return null;
  }

  /** The command line that makes a similar campaign. */
  String commandLine(long usedSeed) {
    return "load-tests/campaign --nodes "
        + nodes
        + " --rounds "
        + rounds
        + " --seconds "
        + seconds
        + " --seed "
        + usedSeed
        + " --clients "
        + clients
        + " --rows-per-second "
        + rowsPerSecond
        + (faults.isEmpty() ? "" : " --fault " + String.join(",", faults))
        + (withoutCassandra ? " --without-cassandra" : "");
  }
}
