package io.tallystick.persistence.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Writes byte arrays at a position of a channel through one staging buffer off the heap, so that
 * the JDK keeps no buffer of the largest write per thread. One thread at a time. The staging buffer
 * begins at a block and holds whole ones, as {@link DirectChannels} need it.
 */
public final class ChannelWriter {
  private final ByteBuffer staging;

  /**
   * @param stagingBytes most bytes of one write call
   */
  public ChannelWriter(int stagingBytes) {
    this.staging = DirectChannels.buffer(stagingBytes);
  }

  /** Most bytes of one write call. */
  int partBytes() {
    return staging.capacity();
  }

  /** Writes {@code length} bytes of {@code source} at {@code position}. */
  public void write(FileChannel channel, long position, byte[] source, int offset, int length)
      throws IOException {
    int from = offset;
    int end = offset + length;
    long at = position;
    while (from < end) {
      int part = Math.min(staging.capacity(), end - from);
      staging.clear();
      staging.put(source, from, part).flip();
      writeFully(channel, at, staging);
      from += part;
      at += part;
    }
  }

  /** Writes all that remains in {@code bytes} at {@code position}. */
  public static void writeFully(FileChannel channel, long position, ByteBuffer bytes)
      throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      int written = channel.write(bytes, at);
      if (written <= 0) {
        throw new IOException("no bytes written: no space left on device?");
      }
      at += written;
    }
  }
}
