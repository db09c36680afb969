package io.tallystick.load.crash;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What can be said on the campaign's command line. */
public final class CampaignOptions {
  @Option(
      names = "--rounds",
      defaultValue = "30",
      description = "Rounds, one kill or more in each (default: ${DEFAULT-VALUE}).")
  public int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "About how long a round's load lasts (default: ${DEFAULT-VALUE}).")
  public int seconds;

  @Option(
      names = "--seed",
      description = "Seed of what is sent and of when and what is killed (default: the clock).")
  public Long seed;

  @Option(
      names = "--kill",
      defaultValue = "mixed",
      description = "node, cassandra, both, node-twice or mixed (default: ${DEFAULT-VALUE}).")
  public String kill;

  @Option(
      names = "--data",
      description =
          "Folder for the node's data and the record file (default: a new one under"
              + " load-tests/target).")
  public Path data;

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "Port of the node (default: a free one).")
  public int port;

  @Option(
      names = "--clients",
      defaultValue = "6",
      description = "Clients at once (default: ${DEFAULT-VALUE}).")
  public int clients;

  @Option(
      names = "--rows-per-second",
      defaultValue = "6000",
      description = "Rows that all clients send at most each second (default: ${DEFAULT-VALUE}).")
  public int rowsPerSecond;

  @Option(
      names = "--node-options",
      split = ",",
      description = "Further arguments of './tallystick start', comma-separated.")
  public String[] nodeOptions = {};

  @Option(
      names = "--without-cassandra",
      description = "Run the node on its local store alone; only the node is killed.")
  public boolean withoutCassandra;

  @Option(
      names = "--report",
      description = "Markdown file whose measured part is replaced by this campaign's figures.")
  public Path report;

  @Option(names = "--keep", description = "Keep the folder of a campaign that found nothing.")
  public boolean keep;

  /** Says what is out of range, or null. */
  String problem() {
    if (rounds < 1 || seconds < 1 || clients < 1 || rowsPerSecond < clients) {
      return "--rounds, --seconds and --clients must be 1 or more, --rows-per-second no fewer than"
          + " clients";
    }
    if (!kill.equals("mixed") && kind() == null) {
      return "--kill must be node, cassandra, both, node-twice or mixed";
    }
    return null;
  }

  /** The kind that is asked for, or null for mixed ones. */
  KillKind kind() {
    for (KillKind kind : KillKind.values()) {
      if (kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-').equals(kill)) {
        return kind;
      }
    }
    return null;
  }
}
