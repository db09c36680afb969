package io.tallystick.persistence.file;

import io.tallystick.base.Checks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.LongFunction;

/**
 * Long reads of numbered files past the operating system's cache, by any number of threads: what is
 * read once, in order (the journal, sorted columns, verification), should not fill it. Where the
 * file system cannot do that they go through it.
 */
public final class LongReads implements AutoCloseable {
  /** Buffers that are kept; a read that finds none makes one. */
  private static final int BUFFERS_KEPT_MAX = 4;

  private final ReadChannels channels;
  private final int partBytes;
  private final ArrayBlockingQueue<ByteBuffer> buffers = new ArrayBlockingQueue<>(BUFFERS_KEPT_MAX);

  /**
   * @param pathOf the path of a file by its number
   * @param partBytes most bytes of one read of the disk, whole blocks
   */
  public LongReads(FileAccess files, LongFunction<Path> pathOf, int partBytes) {
    Checks.equal(partBytes % DirectChannels.BLOCK_BYTES, 0, "bytes of a part past whole blocks");
    this.partBytes = partBytes;
    this.channels = new ReadChannels(file -> open(files, file), pathOf);
  }

  private static FileChannel open(FileAccess files, Path file) throws IOException {
    // Not orElseGet, which could not throw.
    Optional<FileChannel> direct = files.openDirect(file, StandardOpenOption.READ);
    return direct.isPresent() ? direct.get() : files.openForReading(file);
  }

  /** Whether a read of so many bytes should go this way. */
  public static boolean isLong(int bytes) {
    return DirectChannels.isLong(bytes);
  }

  /**
   * Fills what remains of {@code target} from {@code position} of a file.
   *
   * @return false if the file ends before; then the target holds what there was
   */
  public boolean readFully(long file, long position, ByteBuffer target) {
    ByteBuffer kept = buffers.poll();
    ByteBuffer buffer = kept == null ? DirectChannels.buffer(partBytes) : kept;
    try {
      long at = position;
      while (target.hasRemaining()) {
        int before = (int) (at & (DirectChannels.BLOCK_BYTES - 1));
        int wanted = Math.min(target.remaining(), partBytes - before);
        int got = read(file, at - before, buffer, before + wanted) - before;
        int usable = Math.max(0, Math.min(got, wanted));
        target.put(buffer.slice(before, usable));
        at += usable;
        if (usable < wanted) {
          return false;
        }
      }
      return true;
    } finally {
      // One that finds no room is left to the collector.
      boolean unused = buffers.offer(buffer);
    }
  }

  /** Reads the blocks that hold the first {@code bytes}; how many bytes of them there are. */
  private int read(long file, long position, ByteBuffer buffer, int bytes) {
    int block = DirectChannels.BLOCK_BYTES;
    buffer.clear().limit((bytes + block - 1) / block * block);
    channels.readBlocks(file, position, buffer);
    return buffer.position();
  }

  /** Forgets all open channels, as after files were cut or removed. */
  public void reset() {
    channels.reset();
  }

  @Override
  public void close() {
    channels.close();
  }
}
