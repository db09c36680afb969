package io.tallystick.ordering.log;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stands in for the class of the same name where a node measures what fsync costs: the log is
 * written as ever, to files made of zeros, and nothing of it is forced.
 */
public final class DiskLogFiles implements LogFiles {
  private static final String LOCK = "lock";
  private static final int ZERO_BYTES = 1 << 20;

  private final Path folder;
  private final FileChannel lockFile;

  private DiskLogFiles(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /** Opens the folder, made if missing. */
  public static DiskLogFiles open(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel lockFile =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(lockFile)) {
        lockFile.close();
        throw TallystickException.of(
            ErrorKind.UNAVAILABLE,
            "ordering_folder_in_use",
            "another process uses the ordering log in " + folder);
      }
      return new DiskLogFiles(folder, lockFile);
    } catch (IOException e) {
      throw LogErrors.of(e, "open the ordering log", folder.toString());
    }
  }

  /** The lock is the operating system's and lives as long as the open channel. */
  private static boolean locked(FileChannel lockFile) throws IOException {
    try {
      FileLock lock = lockFile.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Override
  public LogFile create(String name, long bytes) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(name),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (channel.size() > bytes) {
        channel.truncate(bytes);
      }
      ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(bytes, ZERO_BYTES));
      long at = 0;
      while (at < bytes) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - at));
        at += channel.write(zeros, at);
      }
      return new DiskLogFile(name, channel);
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(folder.resolve(name));
      throw e;
    }
  }

  @Override
  public LogFile open(String name) throws IOException {
    return new DiskLogFile(
        name,
        FileChannel.open(folder.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
  }

  @Override
  public String describe() {
    return folder.toString();
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }

  private record DiskLogFile(String name, FileChannel channel) implements LogFile {
    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      long at = position;
      while (source.hasRemaining()) {
        at += channel.write(source, at);
      }
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      int start = target.position();
      while (target.hasRemaining()) {
        int bytes = channel.read(target, position + target.position() - start);
        if (bytes < 0) {
          break;
        }
      }
      return target.position() - start;
    }

    @Override
    public void force() {}

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
