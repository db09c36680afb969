package io.tallystick.load.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a node's store. */
public final class StoreFiles {
  private static final List<String> FOLDERS =
      List.of("log", "segments", "checkpoints", "index", "columns");

  private StoreFiles() {}

  /** The last file by name of every folder that holds files of the store. */
  public static List<Path> newest(Path data) throws IOException {
    Map<Path, Path> newest = new TreeMap<>();
    for (String name : FOLDERS) {
      Path folder = data.resolve(name);
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(folder)) {
        files.filter(Files::isRegularFile).sorted().forEach(file -> newest.put(kind(file), file));
      }
    }
    return List.copyOf(newest.values());
  }

  /** Files whose names differ only in digits are of one kind. */
  private static Path kind(Path file) {
    return file.resolveSibling(file.getFileName().toString().replaceAll("[0-9a-f]{4,}", "N"));
  }
}
