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
 * Reads of numbered files by any number of threads, of which long ones go past the operating
 * system's cache where the file system can do that: what is read once, in order (the journal,
 * verification, merging), should not fill it.
 */
public final class FileReads implements AutoCloseable {
  /** Buffers that are kept; a read that finds none makes one. */
  private static final int BUFFERS_KEPT_MAX = 4;

  private final ReadChannels cached;
  private final ReadChannels direct;
  private final int partBytes;
  private final ArrayBlockingQueue<ByteBuffer> buffers = new ArrayBlockingQueue<>(BUFFERS_KEPT_MAX);

  /**
   * @param pathOf the path of a file by its number
   * @param partBytes most bytes of one read past the cache, whole blocks
   */
  public FileReads(FileAccess files, LongFunction<Path> pathOf, int partBytes) {
    Checks.equal(partBytes % DirectChannels.BLOCK_BYTES, 0, "bytes of a part past whole blocks");
    this.partBytes = partBytes;
    this.cached = new ReadChannels(files, pathOf);
    this.direct = new ReadChannels(file -> open(files, file), pathOf);
  }

  private static FileChannel open(FileAccess files, Path file) throws IOException {
    // Not orElseGet, which could not throw.
    Optional<FileChannel> direct = files.openDirect(file, StandardOpenOption.READ);
    return direct.isPresent() ? direct.get() : files.openForReading(file);
  }

  /**
   * Fills what remains of {@code target} from {@code position} of a file.
   *
   * @return false if the file ends before; then the target holds what there was
   */
  public boolean readFully(long file, long position, ByteBuffer target) {
    return DirectChannels.isLong(target.remaining())
        ? readBlocks(file, position, target)
        : cached.readFully(file, position, target);
  }

  private boolean readBlocks(long file, long position, ByteBuffer target) {
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
    direct.readBlocks(file, position, buffer);
    return buffer.position();
  }

  /** Forgets all open channels, as after files were cut or removed. */
  public void reset() {
    cached.reset();
    direct.reset();
  }

  @Override
  public void close() {
    cached.close();
    direct.close();
  }
}
