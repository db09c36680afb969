package io.tallystick.load.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.random.RandomGenerator;

/** Ways in which a file comes out of a crash, or of a bad disk, other than it was written. */
public enum FileDamage {
  /** Its last bytes were never written. */
  TAIL_CUT,
  /** Its last bytes are zeros: the length was made durable, the data not. */
  TAIL_ZEROED,
  /** Its last bytes are of another time. */
  TAIL_GARBAGE,
  /** One bit near its end is wrong. */
  TAIL_BIT_FLIPPED,
  /** One bit anywhere in it is wrong. */
  BIT_FLIPPED,
  /** It is not there. */
  MISSING;

  private static final int TAIL_BYTES_MAX = 4_096;
  private static final int BLOCK_BYTES = 64 * 1024;

  /**
   * Does it to a file.
   *
   * @return where, in words; null if the file has no byte that could be damaged so
   */
  public String damage(Path file, RandomGenerator random) throws IOException {
    if (this == MISSING) {
      Files.delete(file);
      return "removed";
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long written = writtenBytes(channel);
      if (written == 0) {
        return null;
      }
      int tail = 1 + random.nextInt((int) Math.min(written, TAIL_BYTES_MAX));
      long from = written - tail;
      return switch (this) {
        case TAIL_CUT -> {
          channel.truncate(from);
          yield "cut at " + from + " of " + written;
        }
        case TAIL_ZEROED -> {
          write(channel, from, new byte[tail]);
          yield "zeros from " + from + " to " + written;
        }
        case TAIL_GARBAGE -> {
          byte[] garbage = new byte[tail];
          random.nextBytes(garbage);
          write(channel, from, garbage);
          yield "garbage from " + from + " to " + written;
        }
        case TAIL_BIT_FLIPPED -> flip(channel, from, random);
        default -> flip(channel, random.nextLong(written), random);
      };
    }
  }

  private static String flip(FileChannel channel, long at, RandomGenerator random)
      throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    channel.read(one, at);
    byte changed = (byte) (one.get(0) ^ (1 << random.nextInt(8)));
    write(channel, at, new byte[] {changed});
    return "bit flipped in byte " + at;
  }

  private static void write(FileChannel channel, long at, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer, at + buffer.position());
    }
  }

  /** Bytes up to the last that is not zero: files may be longer than what is written in them. */
  static long writtenBytes(FileChannel channel) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
    long end = channel.size();
    while (end > 0) {
      long start = Math.max(0, end - BLOCK_BYTES);
      block.clear().limit((int) (end - start));
      while (block.hasRemaining() && channel.read(block, start + block.position()) >= 0) {
        // Reads until the block is full.
        continue;
      }
      for (int i = (int) (end - start) - 1; i >= 0; i--) {
        if (block.get(i) != 0) {
          return start + i + 1;
        }
      }
      end = start;
    }
    return 0;
  }
}
