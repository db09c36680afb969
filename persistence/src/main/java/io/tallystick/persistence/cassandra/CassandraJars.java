package io.tallystick.persistence.cassandra;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the folder with Cassandra's jars.
 *
 * <p>Looked in, in this order: the setting; {@code cassandra-child/} and {@code
 * cassandra-child/lib/} beside the jar (or class folder) this class came from; {@code
 * persistence/cassandra-child/target/lib} in the working folder and in the folders above it and
 * above that jar.
 */
public final class CassandraJars {
  private static final String IN_BUILD = "persistence/cassandra-child/target/lib";
  private static final String SERVER = "cassandra-all-";

  private CassandraJars() {}

  /** The jars, sorted by name; fails with {@code cassandra_jars_missing}. */
  public static List<Path> find(Optional<Path> setting) {
    List<Path> candidates =
        setting.isPresent() ? List.of(setting.get()) : candidates(Path.of("").toAbsolutePath());
    for (Path candidate : candidates) {
      List<Path> jars = jarsIn(candidate);
      if (jars.stream().anyMatch(jar -> jar.getFileName().toString().startsWith(SERVER))) {
        return jars;
      }
    }
    throw TallystickException.of(
        ErrorKind.UNAVAILABLE,
        "cassandra_jars_missing",
        "No folder with "
            + SERVER
            + "*.jar among "
            + candidates
            + "; build it with ./mvnw -pl persistence/cassandra-child generate-resources, name it"
            + " by setting, or run --without-cassandra");
  }

  private static List<Path> candidates(Path workingFolder) {
    List<Path> found = new ArrayList<>();
    Optional<Path> own = ownFolder();
    own.ifPresent(
        folder -> {
          found.add(folder.resolve("cassandra-child"));
          found.add(folder.resolve("cassandra-child/lib"));
        });
    addAbove(workingFolder, found);
    own.ifPresent(folder -> addAbove(folder, found));
    return found;
  }

  private static void addAbove(Path start, List<Path> found) {
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      Path candidate = folder.resolve(IN_BUILD);
      if (!found.contains(candidate)) {
        found.add(candidate);
      }
    }
  }

  private static Optional<Path> ownFolder() {
    try {
      Path source =
          Path.of(CassandraJars.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Optional.ofNullable(source.toAbsolutePath().getParent());
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<Path> jarsIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> entry.getFileName().toString().endsWith(".jar"))
          .map(Path::toAbsolutePath)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
