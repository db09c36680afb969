package io.tallystick.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Reads values with their ranges and remembers every wrong one instead of stopping at the first.
 */
final class SettingsReader {
  private final Config config;
  private final List<String> wrong = new ArrayList<>();

  SettingsReader(Config config) {
    this.config = config;
  }

  List<String> wrong() {
    return List.copyOf(wrong);
  }

  void require(boolean holds, String rule) {
    if (!holds) {
      wrong.add(rule);
    }
  }

  void wrong(List<String> rules) {
    wrong.addAll(rules);
  }

  String text(String path) {
    return get(path, config::getString, "");
  }

  /** A text that matches; its rule in words otherwise. */
  String text(String path, String pattern, String rule) {
    String value = text(path);
    requireAt(path, value.matches(pattern), " = \"" + value + "\" must be " + rule);
    return value;
  }

  /** A list of texts, each of which matches. */
  List<String> texts(String path, String pattern, String rule) {
    List<String> values = get(path, config::getStringList, List.of());
    for (String value : values) {
      requireAt(path, value.matches(pattern), " holds \"" + value + "\", which must be " + rule);
    }
    return List.copyOf(values);
  }

  boolean flag(String path) {
    return get(path, config::getBoolean, false);
  }

  long number(String path, long low, long high) {
    return ranged(path, get(path, config::getLong, low), low, high, "");
  }

  long bytes(String path, long low, long high) {
    return ranged(path, get(path, config::getBytes, low), low, high, " bytes");
  }

  long durationMs(String path, long lowMs, long highMs) {
    return ranged(
        path,
        get(path, p -> config.getDuration(p, TimeUnit.MILLISECONDS), lowMs),
        lowMs,
        highMs,
        " ms");
  }

  int powerOfTwo(String path, int low, int high) {
    int value = (int) number(path, low, high);
    requireAt(path, Integer.bitCount(value) == 1, " = " + value + " must be a power of two");
    return value;
  }

  String oneOf(String path, String... allowed) {
    String value = text(path);
    boolean known = Arrays.asList(allowed).contains(value);
    requireAt(path, known, " = \"" + value + "\" must be one of " + String.join(", ", allowed));
    return known ? value : allowed[0];
  }

  /** A file that can be read, or null for an empty text. */
  Path file(String path) {
    String value = text(path);
    if (value.isEmpty()) {
      return null;
    }
    try {
      Path file = Path.of(value);
      requireAt(
          path,
          Files.isRegularFile(file) && Files.isReadable(file),
          " = \"" + value + "\" is no file that can be read");
      return file;
    } catch (InvalidPathException problem) {
      requireAt(path, false, " = \"" + value + "\" is no path");
      return null;
    }
  }

  /** Whole numbers by name. */
  Map<String, Integer> numbers(String path, String pattern, int low, int high) {
    Map<String, Integer> numbers = new TreeMap<>();
    for (String name : get(path, p -> config.getObject(p).keySet(), List.<String>of())) {
      requireAt(path, name.matches(pattern), " holds the name \"" + name + "\"");
      String at = path + ".\"" + name + "\"";
      numbers.put(name, (int) ranged(at, get(at, config::getLong, (long) low), low, high, ""));
    }
    return numbers;
  }

  private long ranged(String path, long value, long low, long high, String unit) {
    requireAt(
        path,
        value >= low && value <= high,
        " = " + value + unit + " is outside " + low + " … " + high + unit);
    return value;
  }

  private void requireAt(String path, boolean holds, String rule) {
    if (!holds) {
      wrong.add(path + rule + origin(config.getValue(path)));
    }
  }

  /** Where a value of an operator's file stands; empty for values of another origin. */
  static String origin(ConfigValue value) {
    String file = value.origin().filename();
    return file == null ? "" : " (" + file + ", line " + value.origin().lineNumber() + ")";
  }

  private <T> T get(String path, Function<String, ? extends T> read, T otherwise) {
    try {
      return read.apply(path);
    } catch (ConfigException problem) {
      wrong.add(path + ": " + problem.getMessage());
      return otherwise;
    }
  }
}
