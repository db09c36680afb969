package io.tallystick.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  String text(String path) {
    return get(path, config::getString, "");
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
    require(Integer.bitCount(value) == 1, path + " = " + value + " must be a power of two");
    return value;
  }

  String oneOf(String path, String... allowed) {
    String value = text(path);
    boolean known = Arrays.asList(allowed).contains(value);
    require(known, path + " = \"" + value + "\" must be one of " + String.join(", ", allowed));
    return known ? value : allowed[0];
  }

  private long ranged(String path, long value, long low, long high, String unit) {
    require(
        value >= low && value <= high,
        path + " = " + value + unit + " is outside " + low + " … " + high + unit);
    return value;
  }

  private <T> T get(String path, Function<String, T> read, T otherwise) {
    try {
      return read.apply(path);
    } catch (ConfigException problem) {
      wrong.add(path + ": " + problem.getMessage());
      return otherwise;
    }
  }
}
