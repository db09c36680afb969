package io.tallystick.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --data} of the commands that work on a data folder. */
final class DataOption {
  static final String DEFAULT_FOLDER = "data";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder, relative to the current one (default: ./data).")
  Path data;

  /** Whether the folder was named. */
  boolean isNamed() {
    return data != null;
  }

  Path folder() {
    return (data == null ? Path.of(DEFAULT_FOLDER) : data).toAbsolutePath().normalize();
  }
}
