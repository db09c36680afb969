package io.tallystick.persistence.file;

import io.tallystick.base.Checks;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file that is written from its first to its last byte, but for a head perhaps. The whole blocks
 * of a long run go past the operating system's cache where the file system can do that; what is
 * left before and behind them, and short runs, go through it. Never are both in one block but for
 * the first bytes of a run, whose block the cache still holds.
 */
public final class AppendedFile implements AutoCloseable {
  private final FileChannel cached;
  private final Optional<FileChannel> direct;

  private AppendedFile(FileChannel cached, Optional<FileChannel> direct) {
    this.cached = cached;
    this.direct = direct;
  }

  /** Opens a file, made if it is missing. */
  public static AppendedFile open(FileAccess files, Path file) throws IOException {
    FileChannel cached = files.openForWriting(file);
    try {
      return new AppendedFile(cached, files.openDirect(file, StandardOpenOption.WRITE));
    } catch (IOException e) {
      cached.close();
      throw e;
    }
  }

  /** Writes {@code length} bytes of {@code source} at {@code position}. */
  public void write(ChannelWriter writer, long position, byte[] source, int offset, int length)
      throws IOException {
    if (direct.isEmpty() || !DirectChannels.isLong(length)) {
      writer.write(cached, position, source, offset, length);
      return;
    }
    int block = DirectChannels.BLOCK_BYTES;
    Checks.equal(writer.partBytes() % block, 0, "bytes of the writer's part past whole blocks");
    int head = (int) (-position & (block - 1));
    int whole = (length - head) / block * block;
    int tail = length - head - whole;
    writer.write(cached, position, source, offset, head);
    writer.write(direct.get(), position + head, source, offset + head, whole);
    writer.write(cached, position + head + whole, source, offset + head + whole, tail);
  }

  /** Makes everything that was written before this call durable. Any thread. */
  public void force() throws IOException {
    cached.force(true);
  }

  @Override
  public void close() throws IOException {
    try (cached) {
      if (direct.isPresent()) {
        direct.get().close();
      }
    }
  }
}
