package io.tallystick.persistence.cassandra;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses the Java executable for the child: Cassandra 5.0 runs on 17 (and 11), on nothing later.
 */
final class ChildJava {
  /** The feature release that the child is run with. */
  static final int RELEASE = 17;

  /** Names a JDK 17 for an engine that itself runs on a later one. */
  static final String HOME_VARIABLE = "JAVA17_HOME";

  private ChildJava() {}

  /** The executable; fails with {@code java_17_missing}. */
  static Path executable() {
    return choose(
        Runtime.version().feature(),
        Path.of(System.getProperty("java.home")),
        System.getenv(),
        ChildJava::releaseOf);
  }

  /** The decision apart from its surroundings. */
  static Path choose(int running, Path home, Map<String, String> environment, ReleaseOf release) {
    if (running == RELEASE) {
      return javaIn(home);
    }
    String named = environment.get(HOME_VARIABLE);
    if (named == null || named.isBlank()) {
      throw missing(running, HOME_VARIABLE + " is not set");
    }
    Optional<Integer> found = release.of(Path.of(named));
    if (found.isEmpty() || found.get() != RELEASE) {
      throw missing(
          running,
          HOME_VARIABLE
              + "="
              + named
              + " holds "
              + found.map(number -> "Java " + number).orElse("no Java"));
    }
    return javaIn(Path.of(named));
  }

  private static TallystickException missing(int running, String why) {
    return TallystickException.of(
        ErrorKind.UNAVAILABLE,
        "java_17_missing",
        "The Cassandra child needs Java 17, this is Java "
            + running
            + " and "
            + why
            + ". Set "
            + HOME_VARIABLE
            + " to a JDK 17, run the node on 17, or use --cassandra HOST:PORT");
  }

  private static Path javaIn(Path home) {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    return home.resolve("bin").resolve(windows ? "java.exe" : "java");
  }

  /** Reads the release from the file that every JDK keeps in its home. */
  private static Optional<Integer> releaseOf(Path home) {
    Path file = home.resolve("release");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("JAVA_VERSION=")) {
          String version = line.substring(line.indexOf('=') + 1).replace("\"", "");
          return Optional.of(Runtime.Version.parse(version).feature());
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** The feature release of the JDK in a folder, or empty. */
  @FunctionalInterface
  interface ReleaseOf {
    /** Reads it. */
    Optional<Integer> of(Path home);
  }
}
