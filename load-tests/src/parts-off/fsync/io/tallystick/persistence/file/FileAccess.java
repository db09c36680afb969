package io.tallystick.persistence.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Stands in for the interface of the same name where a node measures what fsync costs: its file
 * system writes as ever and forces nothing.
 */
public interface FileAccess {
  /** Opens an existing file for reading. */
  FileChannel openForReading(Path file) throws IOException;

  /** Opens a file for writing, and makes it if it is missing; never cuts it. */
  FileChannel openForWriting(Path file) throws IOException;

  /** Opens an existing file past the operating system's cache, where that can be done. */
  default Optional<FileChannel> openDirect(Path file, StandardOpenOption access)
      throws IOException {
    return Optional.empty();
  }

  /** Puts {@code from} in the place of {@code to} in one step. */
  void replace(Path from, Path to) throws IOException;

  /** Removes a file if it is there. */
  void delete(Path file) throws IOException;

  /** Makes names durable; here it does nothing. */
  void forceFolder(Path folder) throws IOException;

  /** Makes a folder with its parents if it is missing. */
  void makeFolder(Path folder) throws IOException;

  /** Whether there is such a file or folder. */
  default boolean exists(Path file) {
    return Files.exists(file);
  }

  /** Bytes of a file. */
  default long size(Path file) throws IOException {
    return Files.size(file);
  }

  /** What lies in a folder, in no particular order. */
  default List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  /** The file system, without fsync. */
  static FileAccess standard() {
    return new Standard();
  }

  /** The file system, without fsync. */
  final class Standard implements FileAccess {
    private Standard() {}

    @Override
    public FileChannel openForReading(Path file) throws IOException {
      return FileChannel.open(file, StandardOpenOption.READ);
    }

    @Override
    public FileChannel openForWriting(Path file) throws IOException {
      return new UnforcedChannel(
          FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE));
    }

    @Override
    public Optional<FileChannel> openDirect(Path file, StandardOpenOption access)
        throws IOException {
      return DirectChannels.open(file, access);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path file) throws IOException {
      Files.deleteIfExists(file);
    }

    @Override
    public void forceFolder(Path folder) {}

    @Override
    public void makeFolder(Path folder) throws IOException {
      Files.createDirectories(folder);
    }
  }
}
