package io.tallystick.cli.cluster;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.client.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;

/**
 * Keeps a cluster's file. It is put in place whole, so that no reader sees half of it, and changed
 * under a lock, so that two commands at once lose no change.
 */
public final class ClusterStore {
  private static final long LOCK_MS_MAX = 10_000;
  private static final long LOCK_RETRY_MS = 20;

  private final ClusterFolder folder;

  public ClusterStore(ClusterFolder folder) {
    this.folder = folder;
  }

  /** Whether a cluster was ever started in this folder. */
  public boolean exists() {
    return Files.isRegularFile(folder.file());
  }

  /**
   * Reads it.
   *
   * @throws TallystickException {@code cluster_not_found}, {@code cluster_file_malformed}, {@code
   *     cluster_file_failed}
   */
  public ClusterFile load() {
    Path path = folder.file();
    try {
      return ClusterFileJson.read(Json.parseOrNull(Files.readAllBytes(path)), path);
    } catch (NoSuchFileException missing) {
      throw TallystickException.of(
          ErrorKind.NOT_FOUND,
          "cluster_not_found",
          "There is no cluster in "
              + folder.root()
              + ": start one with ./tallystick cluster start, or name its folder with --data.",
          missing);
    } catch (IOException problem) {
      throw failed("read", problem);
    }
  }

  /** Writes a cluster's first file. */
  void create(ClusterFile file) {
    locked(
        () -> {
          write(file);
          return file;
        });
  }

  /** Changes it; returns what was written. */
  ClusterFile update(UnaryOperator<ClusterFile> change) {
    return locked(
        () -> {
          ClusterFile changed = change.apply(load());
          write(changed);
          return changed;
        });
  }

  @FunctionalInterface
  private interface Change {
    ClusterFile run() throws IOException;
  }

  private ClusterFile locked(Change change) {
    try {
      Files.createDirectories(folder.root());
      try (FileChannel channel =
              FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = lock(channel)) {
        if (lock == null) {
          throw TallystickException.of(
              ErrorKind.UNAVAILABLE,
              "cluster_file_busy",
              "Another command holds " + folder.lock() + "; try again.");
        }
        return change.run();
      }
    } catch (IOException problem) {
      throw failed("written", problem);
    }
  }

  /** The lock, or null if another command held it all the time. */
  private static FileLock lock(FileChannel channel) throws IOException {
    long end = System.nanoTime() + Waiting.nanos(LOCK_MS_MAX);
    while (System.nanoTime() < end) {
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return lock;
        }
      } catch (OverlappingFileLockException ofThisProcess) {
        // Another thread of this process is in it, such as the one that Ctrl-C starts.
        Thread.onSpinWait();
      }
      Waiting.pause(LOCK_RETRY_MS);
    }
    return null;
  }

  private void write(ClusterFile file) throws IOException {
    Path next = folder.file().resolveSibling("cluster.json.next");
    byte[] text =
        (ClusterFileJson.write(file).toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    Files.write(
        next,
        text,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
    Files.move(
        next, folder.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private TallystickException failed(String what, IOException problem) {
    return TallystickException.of(
        ErrorKind.UNAVAILABLE,
        "cluster_file_failed",
        folder.file() + " cannot be " + what + ": " + problem,
        problem);
  }
}
