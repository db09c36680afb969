package io.tallystick.load.fault;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What can be said on the command line of the fault cases. */
public final class FaultOptions {
  @Option(
      names = "--case",
      split = ",",
      description =
          "torn-files, log-damaged, full-disk, read-only, cassandra-paused (default: all of them, in"
              + " this order).")
  public String[] cases = {
    "torn-files", "log-damaged", "full-disk", "read-only", "cassandra-paused"
  };

  @Option(
      names = "--seed",
      description = "Seed of what is sent and of where files are damaged (default: the clock).")
  public Long seed;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "Load before a fault, in seconds (default: ${DEFAULT-VALUE}).")
  public int seconds;

  @Option(
      names = "--paused-seconds",
      defaultValue = "60",
      description = "How long Cassandra stands still (default: ${DEFAULT-VALUE}).")
  public int pausedSeconds;

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "Port of the node (default: a free one).")
  public int port;

  @Option(
      names = "--data",
      description = "Folder to work in (default: a new one under load-tests/target).")
  public Path data;

  @Option(
      names = "--report",
      description = "Markdown file whose measured part is replaced by these figures.")
  public Path report;
}
