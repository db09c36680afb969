package io.tallystick.load.nodes;

import io.tallystick.load.driver.ScenarioFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What can be said on the command line. */
final class NodesOptions {
  private static final int KILLS_MAX = 1_000;
  private static final int REPEAT_MAX = 100;
  private static final int ACCOUNTS_MAX = 1_000;

  /** For so many accounts there is one that runs out. */
  private static final int ACCOUNTS_PER_TIGHT = 6;

  @Option(names = "--rate", description = "Settled transfers a second of one node and of three.")
  boolean rate;

  @Option(
      names = "--failover",
      description = "Time until a new transfer is settled after the leader is killed.")
  boolean failover;

  @Option(
      names = "--guarded-failover",
      description =
          "Time until guarded accounts answer again after a node on which they live is killed, the"
              + " leader and a follower by turns.")
  boolean guardedFailover;

  @Option(
      names = "--accounts",
      defaultValue = "30",
      description = "Guarded accounts with --guarded-failover (default: ${DEFAULT-VALUE}).")
  int accounts;

  @Option(
      names = "--nodes",
      defaultValue = "3",
      description = "Nodes of the group, 3 or 5 (default: ${DEFAULT-VALUE}).")
  int nodes;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "Measured seconds of each run of --rate (default: ${DEFAULT-VALUE}).")
  int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "15",
      description = "Seconds of load before measuring (default: ${DEFAULT-VALUE}).")
  int warmUpSeconds;

  @Option(
      names = "--scenario",
      defaultValue = "bulk-uniform",
      description = "One of load-tests/driver's scenarios, for --rate (${DEFAULT-VALUE}).")
  String scenario;

  @Option(
      names = "--repeat",
      defaultValue = "1",
      description =
          "Runs of each with --rate, every other time in the opposite order; medians are shown"
              + " (default: ${DEFAULT-VALUE}).")
  int repeat;

  @Option(
      names = "--kills",
      defaultValue = "50",
      description =
          "How often a node is killed with --failover and --guarded-failover (default:"
              + " ${DEFAULT-VALUE}).")
  int kills;

  @Option(
      names = "--load",
      defaultValue = "20000",
      description =
          "Transfers that fall due each second with --failover, whatever became of those before"
              + " (default: ${DEFAULT-VALUE}).")
  int load;

  @Option(
      names = "--rows",
      defaultValue = "500",
      description = "Transfers a body with --failover, 1 … 8190 (default: ${DEFAULT-VALUE}).")
  int rows;

  @Option(names = "--seed", description = "Seed of what is sent (default: the clock).")
  Long seed;

  @Option(
      names = "--data",
      description =
          "Folder for the nodes' data; must not exist, and is removed in the end (default: one under"
              + " load-tests/target).")
  Path data;

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "First of 22 ports that the nodes take (default: free ones).")
  int port;

  @Option(names = "--json", description = "Write the figures to standard output as JSON.")
  boolean json;

  @Option(
      names = "--report",
      description = "Markdown file whose measured parts are replaced by these figures.")
  Path report;

  /** Says what is out of range, or null. */
  String problem() {
    if (!rate && !failover && !guardedFailover) {
      return "say --rate, --failover or --guarded-failover, or several";
    }
    if (nodes != 3 && nodes != 5) {
      return "--nodes must be 3 or 5";
    }
    if (seconds < 1 || warmUpSeconds < 0 || repeat < 1 || repeat > REPEAT_MAX) {
      return "--seconds must be 1 or more, --warm-up 0 or more, --repeat 1 … " + REPEAT_MAX;
    }
    if (kills < 1 || kills > KILLS_MAX) {
      return "--kills must be 1 … " + KILLS_MAX;
    }
    if (accounts < nodes || accounts > ACCOUNTS_MAX) {
      return "--accounts must be --nodes … " + ACCOUNTS_MAX;
    }
    if (rows < 1 || rows > io.tallystick.ring.Body.ROWS_MAX || load < rows) {
      return "--rows must be 1 … 8190, --load no less than --rows";
    }
    return ScenarioFile.problem(scenario);
  }

  /** The command line that repeats {@code --rate}. */
  String rateCommand(long usedSeed) {
    return "load-tests/nodes --rate --nodes %d --scenario %s --seconds %d --warm-up %d --repeat %d --seed %d"
        .formatted(nodes, scenario, seconds, warmUpSeconds, repeat, usedSeed);
  }

  /** The command line that repeats {@code --failover}. */
  String failoverCommand(long usedSeed) {
    return "load-tests/nodes --failover --nodes %d --kills %d --load %d --rows %d --seed %d"
        .formatted(nodes, kills, load, rows, usedSeed);
  }

  /** The guarded accounts. */
  GuardedPlan guarded() {
    return new GuardedPlan(accounts, Math.max(1, accounts / ACCOUNTS_PER_TIGHT));
  }

  /** The command line that repeats {@code --guarded-failover}. */
  String guardedCommand(long usedSeed) {
    return "load-tests/nodes --guarded-failover --nodes %d --kills %d --accounts %d --seed %d"
        .formatted(nodes, kills, accounts, usedSeed);
  }
}
