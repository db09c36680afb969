package io.tallystick.persistence.file;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * The right to use a data folder: at most one live process has it. The operating system releases
 * the lock when a process ends however it ends, so that what a killed node leaves never blocks the
 * next one; the owner's number stands in a file beside it, for the message only.
 */
public final class DataFolderLock implements AutoCloseable {
  /** Name of the locked file in the folder. */
  public static final String LOCK_FILE = "node.lock";

  /** Name of the file that names the owner: process number, space, start in ms since 1970. */
  public static final String OWNER_FILE = "node.pid";

  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolderLock(Path folder, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the folder, and makes it if it is missing.
   *
   * @throws TallystickException UNAVAILABLE, {@code data_folder_in_use}, if a live process has it
   */
  public static DataFolderLock take(Path folder) {
    try {
      Files.createDirectories(folder);
      String self = self();
      // POSIX drops all locks of a process on a file as soon as it closes any descriptor of it:
      // a second try within this process must not open the locked file at all.
      if (self.equals(owner(folder))) {
        throw inUse(folder);
      }
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK_FILE), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw inUse(folder);
      }
      writeOwner(folder, self);
      return new DataFolderLock(folder, channel, lock);
    } catch (IOException e) {
      throw StorageFailure.writing(folder.resolve(LOCK_FILE), e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void writeOwner(Path folder, String self) throws IOException {
    try (FileChannel owner =
        FileChannel.open(
            folder.resolve(OWNER_FILE),
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ChannelWriter.writeFully(owner, 0, ByteBuffer.wrap(self.getBytes(StandardCharsets.US_ASCII)));
    }
  }

  private static String self() {
    ProcessHandle process = ProcessHandle.current();
    long startedMs = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return process.pid() + " " + startedMs;
  }

  private static String owner(Path folder) throws IOException {
    Path file = folder.resolve(OWNER_FILE);
    return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1).trim() : "";
  }

  private static TallystickException inUse(Path folder) throws IOException {
    String owner = owner(folder);
    int space = owner.indexOf(' ');
    String pid = space < 0 ? "unknown" : owner.substring(0, space);
    return TallystickException.of(
        ErrorKind.UNAVAILABLE,
        "data_folder_in_use",
        "The data folder " + folder + " is in use by the running process " + pid);
  }

  /** Gives the folder back. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(folder.resolve(OWNER_FILE));
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw StorageFailure.writing(folder.resolve(LOCK_FILE), e);
    }
  }
}
