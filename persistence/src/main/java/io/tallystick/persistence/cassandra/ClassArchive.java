package io.tallystick.persistence.cassandra;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The class-data archive that takes a third off the child's start. The first clean stop writes it;
 * a fingerprint of JVM and jars says whether it still fits. A stop that is cut short leaves none.
 */
final class ClassArchive {
  private final Path archive;
  private final Path unfinished;
  private final Path fingerprintFile;
  private final String fingerprint;

  ClassArchive(ChildFolder folder, Path java, List<Path> jars) throws IOException {
    this.archive = folder.run("classes.jsa");
    this.unfinished = folder.run("classes.jsa.unfinished");
    this.fingerprintFile = folder.run("classes.fingerprint");
    this.fingerprint = fingerprint(java, jars);
  }

  private static String fingerprint(Path java, List<Path> jars) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(java.toRealPath()).append(' ').append(Files.getLastModifiedTime(java.toRealPath()));
    for (Path jar : jars) {
      text.append('\n').append(jar).append(' ').append(Files.size(jar));
      text.append(' ').append(Files.getLastModifiedTime(jar).toMillis());
    }
    return text.toString();
  }

  private boolean fits() throws IOException {
    return Files.isRegularFile(archive)
        && Files.isRegularFile(fingerprintFile)
        && Files.readString(fingerprintFile, StandardCharsets.UTF_8).equals(fingerprint);
  }

  /** The JVM option that uses the archive, or makes one where none fits. */
  String option(boolean wanted) throws IOException {
    Files.deleteIfExists(unfinished);
    if (!wanted) {
      return "-Xshare:auto";
    }
    return fits()
        ? "-XX:SharedArchiveFile=\"" + archive.toString().replace('\\', '/') + "\""
        : "-XX:ArchiveClassesAtExit=\"" + unfinished.toString().replace('\\', '/') + "\"";
  }

  /** After an orderly end: keeps what was written. */
  void keep() throws IOException {
    if (Files.isRegularFile(unfinished)) {
      Files.deleteIfExists(fingerprintFile);
      Files.move(unfinished, archive, StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(fingerprintFile, fingerprint, StandardCharsets.UTF_8);
    }
  }
}
