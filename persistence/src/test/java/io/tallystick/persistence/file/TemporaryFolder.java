package io.tallystick.persistence.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of one try of a property test, removed with all it holds. */
public final class TemporaryFolder implements AutoCloseable {
  private static final Path MEMORY = Path.of("/dev/shm");

  private final Path path;

  /** Makes a fresh folder. */
  public TemporaryFolder() {
    try {
      // Memory where there is such a place: thousands of fsyncs of a real disk prove nothing more.
      path =
          Files.isWritable(MEMORY)
              ? Files.createTempDirectory(MEMORY, "tallystick-test")
              : Files.createTempDirectory("tallystick-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** A fresh folder with the same files. */
  public TemporaryFolder copy() {
    TemporaryFolder copy = new TemporaryFolder();
    try (Stream<Path> tree = Files.walk(path)) {
      for (Path each : (Iterable<Path>) tree::iterator) {
        Path target = copy.path.resolve(path.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.copy(each, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copy;
  }

  /** All files, sorted by path. */
  public List<Path> files() {
    try (Stream<Path> tree = Files.walk(path)) {
      return tree.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Turns one bit of a file over. */
  public static void flip(Path file, long bit) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      bytes[(int) (bit / 8)] ^= (byte) (1 << (bit % 8));
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cuts a file. */
  public static void cut(Path file, long bytes) {
    try {
      byte[] all = Files.readAllBytes(file);
      Files.write(file, java.util.Arrays.copyOf(all, (int) bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> tree = Files.walk(path)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
