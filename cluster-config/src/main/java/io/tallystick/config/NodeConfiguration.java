package io.tallystick.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A node's configuration.
 *
 * @param settings Tallystick's own, checked
 * @param libraries the operator's file over the defaults, for what it says to Akka ({@code akka})
 *     and to Cassandra's driver ({@code datastax-java-driver}); goes over everything that the node
 *     sets there itself. Not resolved, so that Tallystick's own is still in it for references
 */
public record NodeConfiguration(NodeSettings settings, Config libraries) {
  /** Settings alone, and nothing for the libraries. */
  public static NodeConfiguration of(NodeSettings settings) {
    return new NodeConfiguration(settings, ConfigFactory.empty());
  }

  /** The defaults, with system properties over them. */
  public static NodeConfiguration defaults() {
    return defaults(ConfigFactory.empty());
  }

  private static NodeConfiguration defaults(Config over) {
    return of(NodeSettings.of(over.withFallback(ConfigFactory.load(NodeSettings.ROOT))));
  }

  /** Of an operator's file, if there is one, as {@link #ofFile}; the defaults otherwise. */
  public static NodeConfiguration of(Optional<Path> file) {
    return of(file, Map.of());
  }

  /**
   * The same with single values over all others.
   *
   * @param overrides values by path below {@code tallystick}
   */
  public static NodeConfiguration of(Optional<Path> file, Map<String, String> overrides) {
    Config over = ConfigFactory.parseMap(overrides, "the command line").atPath(NodeSettings.ROOT);
    return file.map(path -> ofFile(path, over)).orElseGet(() -> defaults(over));
  }

  /**
   * An operator's file over the defaults, with system properties over both.
   *
   * @throws TallystickException INVALID: {@code configuration_unreadable} if it is missing, no
   *     HOCON, or names something that is not there; {@code configuration_invalid}, naming every
   *     wrong value
   */
  public static NodeConfiguration ofFile(Path file) {
    return ofFile(file, ConfigFactory.empty());
  }

  private static NodeConfiguration ofFile(Path file, Config over) {
    try {
      Config operators =
          ConfigFactory.parseFile(
              file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
      Config libraries =
          operators.withFallback(ConfigFactory.parseResources(NodeSettings.DEFAULTS_FILE));
      return new NodeConfiguration(
          NodeSettings.of(over.withFallback(ConfigFactory.load(libraries))), libraries);
    } catch (ConfigException problem) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "configuration_unreadable",
          file + " cannot be read as HOCON: " + problem.getMessage(),
          problem);
    }
  }
}
