package io.tallystick.ordering.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads a file through a buffer that moves along with the reader. */
final class FileWindow {
  private static final int WINDOW_BYTES = 256 << 10;

  private LogFile file;
  private ByteBuffer buffer = ByteBuffer.allocate(WINDOW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long start;
  private int filled;

  /** Begins to read another file, or the same file anew. */
  void open(LogFile newFile) {
    file = newFile;
    start = 0;
    filled = 0;
  }

  /** Whether the file has that many bytes there; if so they are in {@link #bytes}. */
  boolean load(long offset, int length) throws IOException {
    if (offset >= start && offset + length <= start + filled) {
      return true;
    }
    if (buffer.capacity() < length) {
      buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
    buffer.clear();
    filled = file.read(buffer, offset);
    start = offset;
    buffer.clear();
    return filled >= length;
  }

  /** The loaded bytes; {@link #at} says where an offset of the file stands in it. */
  ByteBuffer bytes() {
    return buffer;
  }

  int at(long offset) {
    return (int) (offset - start);
  }
}
