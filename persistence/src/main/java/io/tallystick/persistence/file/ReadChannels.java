package io.tallystick.persistence.file;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongFunction;

/**
 * Positional reads of numbered files by any number of threads, over a bounded set of open channels.
 *
 * <p>The JDK closes a channel under every thread as soon as one reading thread is interrupted.
 * Hence a read that finds its channel closed opens it again and goes on; the interrupt stays
 * visible to its own thread.
 */
public final class ReadChannels implements AutoCloseable {
  /** Most channels that are open at once. */
  public static final int OPEN_MAX = 64;

  /** How a file is opened. */
  interface Opener {
    FileChannel open(Path file) throws IOException;
  }

  private interface Fill {
    boolean from(FileChannel channel) throws IOException;
  }

  private record Open(long file, FileChannel channel) {}

  private final Opener opener;
  private final LongFunction<Path> pathOf;
  private final AtomicReferenceArray<Open> slots = new AtomicReferenceArray<>(OPEN_MAX);
  private volatile boolean closed;

  /**
   * @param pathOf the path of a file by its number
   */
  public ReadChannels(FileAccess files, LongFunction<Path> pathOf) {
    this(files::openForReading, pathOf);
  }

  ReadChannels(Opener opener, LongFunction<Path> pathOf) {
    this.opener = opener;
    this.pathOf = pathOf;
  }

  /**
   * Fills what remains of {@code target} from {@code position} of a file.
   *
   * @return false if the file ends before; then the target holds what there was
   */
  public boolean readFully(long file, long position, ByteBuffer target) {
    return read(file, target, channel -> fill(channel, position, target));
  }

  /**
   * The same for a buffer and a position at whole blocks, through channels that move nothing else:
   * a read that stops within a block has met the file's end.
   */
  boolean readBlocks(long file, long position, ByteBuffer target) {
    return read(file, target, channel -> fillBlocks(channel, position, target));
  }

  private boolean read(long file, ByteBuffer target, Fill fill) {
    boolean interrupted = false;
    int start = target.position();
    try {
      while (true) {
        target.position(start);
        Open open = open(file);
        try {
          return fill.from(open.channel());
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        } catch (ClosedChannelException e) {
          // Closed by another thread's interrupt or for want of a slot: open it again.
          slots.compareAndSet(slotOf(file), open, null);
        }
      }
    } catch (IOException e) {
      throw StorageFailure.reading(pathOf.apply(file), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean fill(FileChannel channel, long position, ByteBuffer target)
      throws IOException {
    long at = position;
    while (target.hasRemaining()) {
      int read = channel.read(target, at);
      if (read < 0) {
        return false;
      }
      at += read;
    }
    return true;
  }

  private static boolean fillBlocks(FileChannel channel, long position, ByteBuffer target)
      throws IOException {
    int start = target.position();
    while (target.hasRemaining()) {
      int read = channel.read(target, position + target.position() - start);
      if (read < 0 || target.position() % DirectChannels.BLOCK_BYTES != 0) {
        return false;
      }
    }
    return true;
  }

  private Open open(long file) throws IOException {
    int slot = slotOf(file);
    Open present = slots.get(slot);
    if (present != null && present.file() == file && present.channel().isOpen()) {
      return present;
    }
    if (closed) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "store_closed", "The store is closed: " + pathOf.apply(file));
    }
    Open fresh = new Open(file, opener.open(pathOf.apply(file)));
    Open old = slots.getAndSet(slot, fresh);
    if (old != null) {
      old.channel().close();
    }
    return fresh;
  }

  /** Forgets all open channels, as after files were cut or removed; later reads open them again. */
  public void reset() {
    for (int slot = 0; slot < OPEN_MAX; slot++) {
      Open old = slots.getAndSet(slot, null);
      if (old != null) {
        closeQuietly(old.channel());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    reset();
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written through it: a failed close loses nothing.
      return;
    }
  }

  private static int slotOf(long file) {
    return (int) (file % OPEN_MAX);
  }
}
