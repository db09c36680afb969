package io.tallystick.persistence.file;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Channels past the operating system's cache ({@code O_DIRECT}), for long runs of bytes that are
 * written once. They save the copy into the cache and, above all, the cache's new pages: on a
 * virtual machine the first touch of one costs up to 13 µs, where the 4 KiB in it take 0.2 µs to
 * move. What such a channel moves begins and ends at blocks of {@link #BLOCK_BYTES}, in the file
 * and in memory.
 *
 * <p>The operating system keeps both ways to a file coherent: a direct write drops what the cache
 * holds of its range, a direct read first writes out what is dirty there (open(2), "O_DIRECT").
 */
public final class DirectChannels {
  /** Bytes of a block; a multiple of every usual disk's sector. */
  public static final int BLOCK_BYTES = 4096;

  /** Shorter runs go through the cache, where the disk is not waited for. */
  public static final int RUN_BYTES_MIN = 1 << 16;

  private DirectChannels() {}

  /** Opens an existing file, or says that its file system has no such channels. */
  static Optional<FileChannel> open(Path file, StandardOpenOption access) throws IOException {
    try {
      if (BLOCK_BYTES % Files.getFileStore(file).getBlockSize() != 0) {
        return Optional.empty();
      }
      return Optional.of(FileChannel.open(file, access, ExtendedOpenOption.DIRECT));
    } catch (UnsupportedOperationException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (Files.exists(file)) {
        // How Linux says that this file system cannot do it: the open fails with EINVAL.
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A buffer off the heap that begins at a block. */
  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes + BLOCK_BYTES).alignedSlice(BLOCK_BYTES).slice(0, bytes);
  }

  /** Whether a run of bytes is long enough for a direct channel. */
  static boolean isLong(int bytes) {
    return bytes >= RUN_BYTES_MIN;
  }
}
