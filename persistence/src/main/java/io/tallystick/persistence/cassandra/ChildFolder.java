package io.tallystick.persistence.cassandra;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/**
 * The child's folder: where things lie in it, and the lock that keeps a second node out of it.
 *
 * <p>{@code data commitlog hints saved_caches cdc_raw} are Cassandra's; {@code log} its logs;
 * {@code run} what is rendered or written at each start; {@code tmp} is emptied at each start;
 * {@code version} says which Cassandra wrote it.
 */
final class ChildFolder implements AutoCloseable {
  /** The Cassandra that reads and writes these folders. */
  static final String VERSION = "5.0";

  /** Least free space to start with, in bytes: commit log segments, flushes and a margin. */
  static final long FREE_BYTES_MIN = 256L * 1024 * 1024;

  private final Path root;
  private final FileChannel lockChannel;

  private ChildFolder(Path root, FileChannel lockChannel) {
    this.root = root;
    this.lockChannel = lockChannel;
  }

  /**
   * Makes and locks the folder.
   *
   * @throws TallystickException {@code cassandra_folder_in_use}, {@code cassandra_folder_foreign},
   *     {@code cassandra_folder_version}, {@code disk_full}, {@code cassandra_folder_unusable}
   */
  static ChildFolder open(Path root) {
    try {
      checkOwn(root);
      Files.createDirectories(root);
      FileChannel channel = lock(root);
      try {
        ChildFolder folder = new ChildFolder(root, channel);
        folder.prepare();
        return folder;
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "cassandra_folder_unusable",
          "The folder " + root + " cannot be written: " + e,
          e);
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "cassandra_folder_in_use",
          "Another node uses " + root + "; give this one another folder with --data");
    }
    return channel;
  }

  /** A folder that holds something but was never ours is left alone. */
  private static void checkOwn(Path root) throws IOException {
    if (!Files.isDirectory(root) || Files.exists(root.resolve("lock"))) {
      return;
    }
    try (Stream<Path> entries = Files.list(root)) {
      if (entries.findAny().isPresent()) {
        throw TallystickException.of(
            ErrorKind.UNAVAILABLE,
            "cassandra_folder_foreign",
            root + " holds files that no Cassandra child wrote; choose an empty folder");
      }
    }
  }

  private void prepare() throws IOException {
    Path version = root.resolve("version");
    if (Files.exists(version)) {
      String found = Files.readString(version).strip();
      if (!found.equals(VERSION)) {
        throw TallystickException.of(
            ErrorKind.UNAVAILABLE,
            "cassandra_folder_version",
            root
                + " was written by Cassandra "
                + found
                + ", this is "
                + VERSION
                + "; use the release that wrote it, or start clean (--clean removes the folder)");
      }
    }
    checkSpace();
    for (String name : new String[] {"data", "commitlog", "log", "run"}) {
      Files.createDirectories(root.resolve(name));
    }
    if (!Files.exists(version)) {
      Files.writeString(version, VERSION + System.lineSeparator());
    }
    emptyTemporary();
    if (Files.exists(log())) {
      Files.move(
          log(), root.resolve("log/cassandra.previous.log"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Fails with {@code disk_full} when less than {@link #FREE_BYTES_MIN} are free. */
  void checkSpace() throws IOException {
    long free = Files.getFileStore(root).getUsableSpace();
    if (free < FREE_BYTES_MIN) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "disk_full",
          "Only "
              + free
              + " bytes are free where "
              + root
              + " lies; the Cassandra child needs "
              + FREE_BYTES_MIN);
    }
  }

  /** Native libraries that a killed child unpacked would pile up. */
  void emptyTemporary() throws IOException {
    Path temporary = root.resolve("tmp");
    if (Files.exists(temporary)) {
      removeTree(temporary);
    }
    Files.createDirectories(temporary);
  }

  Path root() {
    return root;
  }

  Path log() {
    return root.resolve("log/cassandra.log");
  }

  Path console() {
    return root.resolve("log/console.log");
  }

  Path run(String name) {
    return root.resolve("run").resolve(name);
  }

  @Override
  public void close() {
    try {
      lockChannel.close();
    } catch (IOException e) {
      throw TallystickException.of(
          ErrorKind.INTERNAL, "cassandra_folder_unusable", "Closing the lock of " + root, e);
    }
  }

  /** Fails like {@link #open} if the folder is in use or was never ours; changes nothing. */
  static void removable(Path root) throws IOException {
    checkOwn(root);
    if (Files.isDirectory(root)) {
      lock(root).close();
    }
  }

  /** Removes a tree; links are removed, never followed. */
  static void removeTree(Path top) throws IOException {
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
