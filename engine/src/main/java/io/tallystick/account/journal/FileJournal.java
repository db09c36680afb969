package io.tallystick.account.journal;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.ChannelWriter;
import io.tallystick.persistence.file.Checksum;
import io.tallystick.persistence.file.ChecksummedFile;
import io.tallystick.persistence.file.FileAccess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file an entity, in one folder: for a node alone without Cassandra. An event is its length
 * (u32), CRC32C (u32) and bytes; a torn last one, which was never answered, is cut off. Beside it
 * stands the newest snapshot in a {@link ChecksummedFile}: the byte from which on the file holds
 * later events (i64), and the snapshot. One thread reads and writes; what waits for it is bounded.
 */
public final class FileJournal implements EntityJournal, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
  private static final int HEAD_BYTES = 8;
  private static final int EVENT_BYTES_MAX = 1 << 20;
  private static final int WAITING_MAX = 1_024;

  private final Path folder;
  private final FileAccess files;
  private final ExecutorService thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(WAITING_MAX),
          work -> {
            Thread made = new Thread(work, "entity-files");
            made.setDaemon(true);
            return made;
          });

  /** A journal in a folder, which is made when something is written. */
  public FileJournal(Path folder, FileAccess files) {
    this.folder = folder;
    this.files = files;
  }

  @Override
  public CompletionStage<Opened> open(String id) {
    return onThread(
        () -> new Entity(folder.resolve(id + ".events"), folder.resolve(id + ".snapshot")));
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private <T> CompletionStage<T> onThread(Work<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    try {
      thread.execute(
          () -> {
            try {
              done.complete(work.run());
            } catch (IOException e) {
              done.completeExceptionally(unavailable(e));
            } catch (RuntimeException e) {
              done.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException full) {
      done.completeExceptionally(unavailable(full));
    }
    return done;
  }

  private static TallystickException unavailable(Exception cause) {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE,
        "policy_unavailable",
        "the files of policies cannot be used: " + cause,
        1_000);
  }

  @Override
  public void close() {
    thread.shutdown();
  }

  private final class Entity implements Opened {
    private final Path file;
    private final Path snapshotFile;
    private final List<byte[]> events = new ArrayList<>();
    private Optional<byte[]> snapshot = Optional.empty();
    private long length;
    private volatile int since;
    private boolean broken;

    Entity(Path file, Path snapshotFile) throws IOException {
      this.file = file;
      this.snapshotFile = snapshotFile;
      long from = readSnapshot();
      long size = files.exists(file) ? files.size(file) : 0;
      if (from > size) {
        throw TallystickException.of(
            ErrorKind.DAMAGED,
            "policy_damaged",
            file + " ends at byte " + size + ", before its snapshot at " + from);
      }
      length = from;
      if (size > from) {
        read(bytes(from, size));
      }
      since = events.size();
    }

    /**
     * The byte from which on events are to be read. What a damaged snapshot says stands in the
     * events, too: then all are read.
     */
    private long readSnapshot() {
      try {
        byte[] bytes = ChecksummedFile.read(files, snapshotFile).orElse(null);
        if (bytes == null || bytes.length < Long.BYTES) {
          return 0;
        }
        snapshot = Optional.of(Arrays.copyOfRange(bytes, Long.BYTES, bytes.length));
        return LittleEndian.getLong(bytes, 0);
      } catch (TallystickException unreadable) {
        if (unreadable.kind() != ErrorKind.DAMAGED) {
          throw unreadable;
        }
        LOG.warn("all events of {} are read: {}", file, unreadable.getMessage());
        return 0;
      }
    }

    private byte[] bytes(long from, long to) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(to - from));
      try (FileChannel channel = files.openForReading(file)) {
        while (bytes.hasRemaining()) {
          if (channel.read(bytes, from + bytes.position()) < 0) {
            throw new IOException(file + " became shorter while it was read");
          }
        }
      }
      return bytes.array();
    }

    private void read(byte[] all) {
      int at = 0;
      while (at + HEAD_BYTES <= all.length) {
        int bytes = LittleEndian.getInt(all, at);
        int end = at + HEAD_BYTES + bytes;
        if (bytes < 1 || bytes > EVENT_BYTES_MAX || end > all.length || end < at) {
          break;
        }
        byte[] event = Arrays.copyOfRange(all, at + HEAD_BYTES, end);
        if (LittleEndian.getInt(all, at + 4) != Checksum.crc32c(event, 0, bytes)) {
          break;
        }
        events.add(event);
        at = end;
      }
      length += at;
      if (at < all.length && !isTorn(all, at)) {
        throw TallystickException.of(
            ErrorKind.DAMAGED, "policy_damaged", file + " is damaged at byte " + length);
      }
    }

    /** Only the last write can be torn: nothing whole follows it. */
    private boolean isTorn(byte[] all, int at) {
      if (at + HEAD_BYTES > all.length) {
        return true;
      }
      int bytes = LittleEndian.getInt(all, at);
      return bytes < 1 || (long) at + HEAD_BYTES + bytes >= all.length;
    }

    @Override
    public Optional<byte[]> snapshot() {
      return snapshot;
    }

    @Override
    public List<byte[]> events() {
      return events;
    }

    @Override
    public int sinceSnapshot() {
      return since;
    }

    @Override
    public CompletionStage<Void> append(byte[] event, Optional<byte[]> newSnapshot) {
      return onThread(
          () -> {
            write(event);
            boolean kept = newSnapshot.isPresent() && keep(newSnapshot.get());
            since = kept ? 0 : since + 1;
            return null;
          });
    }

    /** The event is durable already: a snapshot that cannot be kept loses nothing. */
    private boolean keep(byte[] newSnapshot) {
      byte[] payload = new byte[Long.BYTES + newSnapshot.length];
      LittleEndian.putLong(payload, 0, length);
      System.arraycopy(newSnapshot, 0, payload, Long.BYTES, newSnapshot.length);
      try {
        ChecksummedFile.write(files, snapshotFile, payload);
        return true;
      } catch (TallystickException problem) {
        LOG.warn("no snapshot is kept: {}", problem.getMessage());
        return false;
      }
    }

    private void write(byte[] event) throws IOException {
      if (broken) {
        throw new IOException("an earlier write failed");
      }
      broken = true;
      files.makeFolder(folder);
      ByteBuffer frame = ByteBuffer.allocate(HEAD_BYTES + event.length);
      LittleEndian.putInt(frame.array(), 0, event.length);
      LittleEndian.putInt(frame.array(), 4, Checksum.crc32c(event, 0, event.length));
      frame.put(HEAD_BYTES, event);
      try (FileChannel channel = files.openForWriting(file)) {
        channel.truncate(length);
        ChannelWriter.writeFully(channel, length, frame);
        channel.force(true);
      }
      if (length == 0) {
        // The file's name is new, and so may be the folder's.
        files.forceFolder(folder);
        files.forceFolder(folder.toAbsolutePath().getParent());
      }
      length += HEAD_BYTES + event.length;
      broken = false;
    }

    @Override
    public void close() {}
  }
}
