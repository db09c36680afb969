package io.tallystick.load.driver;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.load.driver.Scenario.Encoding;
import io.tallystick.load.driver.Scenario.Shape;
import io.tallystick.ring.Body;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads scenarios from small HOCON files: those of {@code scenarios/} on the class path by name,
 * any other by its path, which ends in {@code .conf}. Keys that are left out have the defaults
 * below.
 *
 * <pre>
 *   about = "One line for people"
 *   encoding = binary         # or json
 *   accounts = 10000          # 2 … 1,000,000,000
 *   rows = 8190               # of a request, 1 … 8,190
 *   shape = single-phase      # or two-phase, linked (binary only)
 *   chain-rows = 3            # of linked rows, 2 … 8,190
 *   guarded = false           # true: singles in JSON only
 *   zipf-exponent = 0         # 0 … 5; 0: all accounts alike
 *   read-percent = 0          # 0 … 99 of a hundred requests read an account
 *   signed = false            # true: every request carries a signature; none may read
 *   nodes = 1                 # or 3: of the group that a run starts for itself; unsigned
 * </pre>
 */
public final class ScenarioFile {
  /** The scenarios that are here already. */
  static final List<String> NAMES =
      List.of(
          "bulk-uniform",
          "bulk-zipf",
          "bulk-hot-pair",
          "bulk-million-accounts",
          "bulk-ten-million-accounts",
          "bulk-two-phase",
          "bulk-linked",
          "bulk-pvp",
          "json-single",
          "json-single-signed",
          "json-bulk",
          "guarded-single",
          "read-mix",
          "three-nodes");

  private static final String SUFFIX = ".conf";
  private static final Set<String> KEYS =
      Set.of(
          "about",
          "encoding",
          "accounts",
          "rows",
          "shape",
          "chain-rows",
          "guarded",
          "zipf-exponent",
          "read-percent",
          "signed",
          "nodes");
  private static final Config DEFAULTS =
      ConfigFactory.parseString(
          "about = \"\", shape = single-phase, chain-rows = 3, guarded = false, zipf-exponent = 0,"
              + " read-percent = 0, signed = false, nodes = 1");

  private final String name;
  private final Config config;

  private ScenarioFile(String name, Config config) {
    this.name = name;
    this.config = config.withFallback(DEFAULTS);
  }

  /**
   * The scenario of a name, or of a file.
   *
   * @throws TallystickException UNPROCESSABLE: {@code scenario_unknown}, or {@code scenario_wrong}
   *     with the file, the key, its value and the rule
   */
  public static Scenario read(String nameOrFile) {
    if (NAMES.contains(nameOrFile)) {
      return new ScenarioFile(
              nameOrFile,
              ConfigFactory.parseResources(
                  ScenarioFile.class.getClassLoader(), "scenarios/" + nameOrFile + SUFFIX))
          .scenario();
    }
    File file = new File(nameOrFile);
    if (!nameOrFile.endsWith(SUFFIX) || !file.isFile()) {
      throw TallystickException.of(
          ErrorKind.UNPROCESSABLE,
          "scenario_unknown",
          "no scenario is named "
              + nameOrFile
              + ", and no such file ends in .conf; there are "
              + String.join(", ", NAMES));
    }
    String fileName = file.getName();
    try {
      return new ScenarioFile(
              fileName.substring(0, fileName.length() - SUFFIX.length()),
              ConfigFactory.parseFile(file))
          .scenario();
    } catch (ConfigException e) {
      throw wrong(nameOrFile, e.getMessage());
    }
  }

  /** Says why there is no such scenario, or null. */
  public static String problem(String nameOrFile) {
    try {
      read(nameOrFile);
      return null;
    } catch (TallystickException e) {
      return e.getMessage();
    }
  }

  private Scenario scenario() {
    Set<String> unknown = new TreeSet<>(config.root().keySet());
    unknown.removeAll(KEYS);
    if (!unknown.isEmpty()) {
      throw wrong(name, "no key is called " + unknown.iterator().next() + "; there are " + keys());
    }
    Scenario scenario =
        new Scenario(
            name,
            config.getString("about"),
            named("encoding", Encoding.values()),
            named("shape", Shape.values()),
            (int) whole("chain-rows", 2, Body.ROWS_MAX),
            whole("accounts", 2, Scenario.ACCOUNTS_MAX),
            (int) whole("rows", 1, Body.ROWS_MAX),
            config.getBoolean("guarded"),
            exponent(),
            (int) whole("read-percent", 0, 99),
            config.getBoolean("signed"),
            nodes());
    if (scenario.encoding() == Encoding.JSON && scenario.shape() != Shape.SINGLE_PHASE) {
      throw wrong(name, "shape = " + config.getString("shape") + ": needs encoding = binary");
    }
    if (scenario.guarded() && (scenario.rows() != 1 || scenario.encoding() != Encoding.JSON)) {
      throw wrong(name, "guarded = true: needs rows = 1 and encoding = json");
    }
    if (scenario.signed() && (scenario.reads() || scenario.nodes() != 1)) {
      throw wrong(name, "signed = true: needs read-percent = 0 and nodes = 1");
    }
    return scenario;
  }

  private int nodes() {
    int value = config.getInt("nodes");
    if (value != 1 && value != 3) {
      throw wrong(name, "nodes = " + value + ": must be 1 or 3");
    }
    return value;
  }

  private static String keys() {
    return String.join(", ", new TreeSet<>(KEYS));
  }

  private long whole(String key, long min, long max) {
    long value = config.getLong(key);
    if (value < min || value > max) {
      throw wrong(
          name, String.format(Locale.ROOT, "%s = %d: must be %d … %d", key, value, min, max));
    }
    return value;
  }

  private double exponent() {
    double value = config.getDouble("zipf-exponent");
    if (!(value >= 0 && value <= Scenario.ZIPF_EXPONENT_MAX)) {
      throw wrong(name, "zipf-exponent = " + value + ": must be 0 … 5");
    }
    return value;
  }

  private <E extends Enum<E>> E named(String key, E[] values) {
    String text = config.getString(key);
    List<String> names =
        Arrays.stream(values)
            .map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    int index = names.indexOf(text);
    if (index < 0) {
      throw wrong(name, key + " = " + text + ": must be one of " + String.join(", ", names));
    }
    return values[index];
  }

  private static TallystickException wrong(String where, String problem) {
    return TallystickException.of(
        ErrorKind.UNPROCESSABLE, "scenario_wrong", "scenario " + where + ": " + problem);
  }
}
