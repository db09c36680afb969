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
 * Every effect on files that can fail. The stores reach the disk only through it, so that a full
 * disk, a failed fsync or a crash between two steps can be tested. What only looks at files has a
 * default, which a disk that is not the file system replaces.
 */
public interface FileAccess {
  /** Opens an existing file for reading. */
  FileChannel openForReading(Path file) throws IOException;

  /** Opens a file for writing, and makes it if it is missing; never cuts it. */
  FileChannel openForWriting(Path file) throws IOException;

  /**
   * Opens an existing file past the operating system's cache, see {@link DirectChannels}; empty
   * where that cannot be done. Writes through it are forced through a channel of {@link
   * #openForWriting}.
   */
  default Optional<FileChannel> openDirect(Path file, StandardOpenOption access)
      throws IOException {
    return Optional.empty();
  }

  /** Puts {@code from} in the place of {@code to} in one step. */
  void replace(Path from, Path to) throws IOException;

  /** Removes a file if it is there. */
  void delete(Path file) throws IOException;

  /** Makes names made, moved or removed in a folder durable. */
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

  /** The file system itself. */
  static FileAccess standard() {
    return new Standard();
  }

  /** The file system itself. */
  final class Standard implements FileAccess {
    private Standard() {}

    @Override
    public FileChannel openForReading(Path file) throws IOException {
      return FileChannel.open(file, StandardOpenOption.READ);
    }

    @Override
    public FileChannel openForWriting(Path file) throws IOException {
      return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
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
    public void forceFolder(Path folder) throws IOException {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
      Files.createDirectories(folder);
    }
  }
}
