package io.tallystick.cli.client;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Where client commands find what their options leave out: environment variables, then a file of
 * lines {@code name = value} with the names {@code url}, {@code key} and {@code participant}.
 */
public final class ClientConfig {
  /** Names the file; else it is {@code .tallystick/client.properties} in the home folder. */
  public static final String FILE_VARIABLE = "TALLYSTICK_CONFIG";

  private static final Set<String> NAMES = new TreeSet<>(Set.of("key", "participant", "url"));

  private final UnaryOperator<String> environment;
  private final Properties file;

  private ClientConfig(UnaryOperator<String> environment, Properties file) {
    this.environment = environment;
    this.file = file;
  }

  /** Of this process's environment. */
  public static ClientConfig load() {
    return load(System::getenv, Path.of(System.getProperty("user.home", ".")));
  }

  /**
   * Of an environment.
   *
   * @throws TallystickException {@code client_config_invalid} (INVALID) if a named file is missing,
   *     or a line has another name
   */
  static ClientConfig load(UnaryOperator<String> environment, Path home) {
    String named = environment.apply(FILE_VARIABLE);
    Path path =
        named == null ? home.resolve(".tallystick").resolve("client.properties") : Path.of(named);
    Properties file = new Properties();
    if (named != null || Files.exists(path)) {
      read(path, file);
    }
    return new ClientConfig(environment, file);
  }

  private static void read(Path path, Properties into) {
    try (Reader in = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      into.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw invalid(path + " cannot be read");
    }
    for (String name : into.stringPropertyNames()) {
      if (!NAMES.contains(name)) {
        throw invalid(path + " has the unknown name " + name + "; known: " + NAMES);
      }
    }
  }

  private static TallystickException invalid(String why) {
    return TallystickException.of(ErrorKind.INVALID, "client_config_invalid", why + ".");
  }

  /** What {@code TALLYSTICK_} and the name in capitals says, else the file. */
  public Optional<String> get(String name) {
    String variable = environment.apply("TALLYSTICK_" + name.toUpperCase(Locale.ROOT));
    String value = variable == null || variable.isEmpty() ? file.getProperty(name) : variable;
    return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
  }
}
