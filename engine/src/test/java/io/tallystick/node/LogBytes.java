package io.tallystick.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The files of an ordering log, taken apart by their layout so that a test can damage them. */
final class LogBytes {
  static final int FILE_HEAD_BYTES = 4_096;
  static final int GROUP_HEAD_BYTES = 128;
  static final int RECORD_HEAD_BYTES = 32;
  private static final int SECTOR_BYTES = 512;
  private static final int PAYLOAD = 2;

  /** A record that carries a batch: the k-th of a log is the batch of height k. */
  record Batch(Path file, long group, long groupEnd, long record, int payloadBytes) {
    long payload() {
      return record + RECORD_HEAD_BYTES;
    }
  }

  private LogBytes() {}

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(each -> each.getFileName().toString().startsWith("segment-"))
          .sorted()
          .toList();
    }
  }

  /** All batches in the log's order. */
  static List<Batch> batches(Path folder) throws IOException {
    List<Batch> found = new ArrayList<>();
    for (Path file : files(folder)) {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      int group = FILE_HEAD_BYTES;
      while (group + GROUP_HEAD_BYTES < bytes.limit() && bytes.getInt(group + 4) != 0) {
        int at = group + GROUP_HEAD_BYTES;
        int bodyEnd = at + bytes.getInt(group + 8);
        int groupEnd = (bodyEnd + SECTOR_BYTES - 1) & -SECTOR_BYTES;
        while (at < bodyEnd) {
          int length = bytes.getInt(at + 4);
          if (bytes.get(at + 24) == PAYLOAD) {
            found.add(new Batch(file, group, groupEnd, at, length));
          }
          at += (RECORD_HEAD_BYTES + length + 7) & ~7;
        }
        group = groupEnd;
      }
    }
    return found;
  }

  /** Where the log's first record begins, which is the no-op of its first term. */
  static long firstRecord(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int group = FILE_HEAD_BYTES;
    while (bytes.getInt(group + 8) == 0) {
      group += SECTOR_BYTES;
    }
    return (long) group + GROUP_HEAD_BYTES;
  }

  static void flip(Path file, long at, int bit) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, at);
      one.put(0, (byte) (one.get(0) ^ (1 << bit))).rewind();
      channel.write(one, at);
    }
  }

  static void zero(Path file, long from, long to) throws IOException {
    write(file, from, new byte[(int) (to - from)]);
  }

  static void garbage(Path file, long from, long to) throws IOException {
    byte[] bytes = new byte[(int) (to - from)];
    new Random(from).nextBytes(bytes);
    write(file, from, bytes);
  }

  private static void write(Path file, long from, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), from);
    }
  }
}
