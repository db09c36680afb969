package io.tallystick.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --config}. */
final class ConfigOption {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "HOCON over the defaults of tallystick.conf; docs/operating.md lists the settings.")
  Path config;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  /** The file, absolute; empty where none is named. */
  Optional<Path> file() {
    if (config == null) {
      return Optional.empty();
    }
    Path file = config.toAbsolutePath().normalize();
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new ParameterException(
          spec.commandLine(), "--config " + file + ": there is no such file that can be read");
    }
    return Optional.of(file);
  }
}
