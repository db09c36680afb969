package io.tallystick.gatling.settings;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Reads a simulation's parameters from properties and refuses what breaks a rule.
 *
 * <p>Every method throws an IllegalArgumentException that names the property, its value and the
 * rule.
 */
public final class Settings {
  private final UnaryOperator<String> properties;

  /**
   * @param properties gives a property's text by its name, null where it is not set
   */
  public Settings(UnaryOperator<String> properties) {
    this.properties = properties;
  }

  /** Those of this process, as {@code -Dname=value} sets them. */
  public static Settings ofSystem() {
    return new Settings(System::getProperty);
  }

  /** A whole number within bounds, both included. */
  public int whole(String name, int fallback, int min, int max) {
    String text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    String rule = String.format(Locale.ROOT, "a whole number from %,d to %,d", min, max);
    try {
      int value = Integer.parseInt(text);
      require(value >= min && value <= max, name, text, rule);
      return value;
    } catch (NumberFormatException e) {
      throw refused(name, text, rule, e);
    }
  }

  /** A number within bounds, both included; digits and a point. */
  public double decimal(String name, double fallback, double min, double max) {
    String text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    String rule = "a number from " + plain(min) + " to " + plain(max);
    try {
      double value = new BigDecimal(text).doubleValue();
      require(value >= min && value <= max, name, text, rule);
      return value;
    } catch (NumberFormatException e) {
      throw refused(name, text, rule, e);
    }
  }

  /** One of an enum's constants by its name in lower case. */
  public <E extends Enum<E>> E choice(String name, E fallback) {
    String text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    EnumSet<E> all = EnumSet.allOf(fallback.getDeclaringClass());
    String names =
        all.stream().map(e -> e.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
    return all.stream()
        .filter(e -> e.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() -> refused(name, text, "one of " + names, null));
  }

  /** An http or https address without path, query or slash at its end. */
  public URI url(String name, String fallback) {
    String text = text(name).isEmpty() ? fallback : text(name);
    String rule = "http://HOST:PORT or https://HOST:PORT, without a path";
    try {
      URI url = new URI(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      boolean bare = url.getPath() != null && url.getPath().isEmpty() && url.getQuery() == null;
      require(http && bare && url.getHost() != null, name, text, rule);
      return url;
    } catch (URISyntaxException e) {
      throw refused(name, text, rule, e);
    }
  }

  /** A file that is there; empty where none is named. */
  public Optional<Path> file(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Path file = Path.of(text);
    require(Files.isRegularFile(file), name, text, "a file that exists");
    return Optional.of(file);
  }

  /** So many hexadecimal digits, in lower case; there is no usual value. */
  public String hex(String name, int digits) {
    String text = text(name);
    require(text.matches("[0-9a-f]{" + digits + "}"), name, text, digits + " hex digits");
    return text;
  }

  private String text(String name) {
    String text = properties.apply(name);
    return text == null ? "" : text.strip();
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static void require(boolean holds, String name, String text, String rule) {
    if (!holds) {
      throw refused(name, text, rule, null);
    }
  }

  private static IllegalArgumentException refused(
      String name, String text, String rule, Exception cause) {
    return new IllegalArgumentException("-D" + name + "=" + text + ": must be " + rule, cause);
  }
}
