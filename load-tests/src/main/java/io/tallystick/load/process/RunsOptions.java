package io.tallystick.load.process;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What commands that measure several runs, one after the other, have in common. */
public final class RunsOptions {
  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "Measured seconds of each run (default: ${DEFAULT-VALUE}).")
  public int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "15",
      description = "Seconds of load before measuring (default: ${DEFAULT-VALUE}).")
  public int warmUpSeconds;

  @Option(names = "--seed", description = "Seed of ids, accounts and amounts (default: the clock).")
  Long asked;

  @Option(
      names = "--data",
      description =
          "Folder for the runs' data; must not exist, and is removed in the end (default: one under"
              + " load-tests/target).")
  Path data;

  @Option(names = "--json", description = "Write the figures to standard output as JSON.")
  public boolean json;

  @Option(names = "--root", hidden = true, defaultValue = ".", description = "The checkout.")
  Path root;

  /** The seed that was asked for, or one of the clock. */
  public long seed() {
    return asked == null ? System.currentTimeMillis() : asked;
  }

  /** The checkout, absolute. */
  public Path checkout() {
    return root.toAbsolutePath().normalize();
  }

  /** The folder of a run's data; see {@link RunFolder#of}. */
  public Path folder(String name, long seed) {
    return RunFolder.of(data, checkout(), name, seed);
  }
}
