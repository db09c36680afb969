package io.tallystick.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Names every setting that does not exist: a misspelt one would leave its default in force without
 * a word.
 */
final class UnknownSettings {
  /** Paths below which names are the operator's own. */
  private static final Set<String> FREE = Set.of("cassandra.replicas");

  private final Set<String> known = new TreeSet<>();
  private final Set<String> sections = new TreeSet<>();

  /**
   * @param defaults all settings with their defaults
   * @param reference what libraries and rooms put under the same name
   */
  UnknownSettings(Config defaults, Config reference) {
    for (Config one : List.of(defaults, reference)) {
      one.entrySet().forEach(entry -> known.add(plain(entry.getKey())));
    }
    known.forEach(path -> sections.add(first(path)));
  }

  /** The defaults' and the class path's own. */
  static UnknownSettings ofClassPath() {
    Config reference = ConfigFactory.defaultReference();
    return new UnknownSettings(
        ConfigFactory.parseResources(NodeSettings.DEFAULTS_FILE).getConfig(NodeSettings.ROOT),
        reference.hasPath(NodeSettings.ROOT)
            ? reference.getConfig(NodeSettings.ROOT)
            : ConfigFactory.empty());
  }

  /**
   * One line for each unknown setting, with where it stands and the name that was likely meant.
   *
   * <p>Of system properties only those count that begin like a setting: others under the same name
   * are no settings.
   */
  List<String> in(Config settings, Config systemProperties) {
    Map<String, ConfigValue> unknown = new TreeMap<>();
    for (Map.Entry<String, ConfigValue> entry : settings.entrySet()) {
      String path = plain(entry.getKey());
      boolean isProperty = systemProperties.hasPath(NodeSettings.ROOT + "." + entry.getKey());
      if (!isKnown(path) && (!isProperty || beginsLikeASetting(path))) {
        unknown.put(path, entry.getValue());
      }
    }
    List<String> lines = new ArrayList<>();
    unknown.forEach(
        (path, value) ->
            lines.add(
                path
                    + " is no setting"
                    + Nearest.of(path, known).map(one -> ", did you mean " + one + "?").orElse("")
                    + SettingsReader.origin(value)));
    return lines;
  }

  private boolean isKnown(String path) {
    // A list may be written with its places as names, as on a command line.
    String list = path.replaceFirst("\\.[0-9]{1,3}$", "");
    return known.contains(list) || FREE.stream().anyMatch(free -> path.startsWith(free + "."));
  }

  private boolean beginsLikeASetting(String path) {
    return path.indexOf('.') > 0
        && sections.stream().anyMatch(section -> Nearest.distance(first(path), section) <= 1);
  }

  private static String plain(String path) {
    return String.join(".", ConfigUtil.splitPath(path));
  }

  private static String first(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }
}
