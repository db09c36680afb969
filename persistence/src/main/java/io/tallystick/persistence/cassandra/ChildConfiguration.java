package io.tallystick.persistence.cassandra;

import io.tallystick.base.Checks;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Renders the child's configuration files from the templates beside this class. */
final class ChildConfiguration {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z_]+)}");

  private ChildConfiguration() {}

  /** Writes cassandra.yaml, logback.xml and jvm.args into the folder's {@code run}. */
  static void write(
      ChildFolder folder,
      CassandraChildSettings settings,
      ChildPorts ports,
      List<Path> jars,
      String archiveOption)
      throws IOException {
    Path mainJar = folder.run("child-main.jar");
    ChildMainJar.write(mainJar);
    String root = slashed(folder.root());
    String classPath =
        slashed(mainJar)
            + File.pathSeparator
            + jars.stream()
                .map(ChildConfiguration::slashed)
                .collect(Collectors.joining(File.pathSeparator));
    Map<String, String> values =
        Map.of(
            "folder", root,
            "folder_url", root.startsWith("/") ? root.substring(1) : root,
            "native_port", Integer.toString(ports.nativePort()),
            "storage_port", Integer.toString(ports.storagePort()),
            "heap_min_mb", Integer.toString(settings.heapMinMb()),
            "heap_max_mb", Integer.toString(settings.heapMaxMb()),
            "direct_memory_mb", Integer.toString(settings.heapMaxMb()),
            "shared_archive", archiveOption,
            "class_path", classPath);
    for (String name : List.of("cassandra.yaml", "logback.xml", "jvm.args")) {
      Files.writeString(folder.run(name), render(template(name), values));
    }
  }

  /** Replaces every placeholder; one without a value is a defect. */
  static String render(String template, Map<String, String> values) {
    Matcher matcher = PLACEHOLDER.matcher(template);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      String value = values.get(matcher.group(1));
      Checks.that(value != null, "placeholder " + matcher.group(1) + " has a value");
      matcher.appendReplacement(out, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(out).toString();
  }

  private static String template(String name) throws IOException {
    try (InputStream in = ChildConfiguration.class.getResourceAsStream(name)) {
      Checks.that(in != null, "template " + name + " is on the class path");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }
}
