package io.tallystick.persistence.segment;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.ChannelWriter;
import io.tallystick.persistence.file.Checksum;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.StorageFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The height through which every family is known to be durable, with that batch's hash. Below it a
 * bad byte is damage, never a torn tail.
 *
 * <p>The file holds two slots, at bytes 0 and 4096, written in turn so that a torn write spares the
 * other; the whole slot with the higher sequence counts. Slot, little-endian: 0 magic u64 | 8
 * sequence u64 | 16 height u64 | 24 hash 32 bytes | 56 zero u32 | 60 CRC32C u32 of all before.
 */
final class ForcedHeight implements AutoCloseable {
  static final String FILE = "forced-height";
  static final int SLOT_BYTES = 64;
  static final int SLOT_DISTANCE_BYTES = 4096;

  private static final long MAGIC = 0x3148_4346_5354L;

  private final Path file;
  private final FileAccess files;
  private FileChannel channel;
  private long sequence;
  private long height;
  private byte[] hash = new byte[FrameLayout.HASH_BYTES];

  private ForcedHeight(Path file, FileAccess files) {
    this.file = file;
    this.files = files;
  }

  /** Whether the folder has such a file. */
  static boolean exists(Path folder, FileAccess files) {
    return files.exists(folder.resolve(FILE));
  }

  /** Makes the file with height 0. */
  static ForcedHeight create(Path folder, FileAccess files) {
    ForcedHeight forced = new ForcedHeight(folder.resolve(FILE), files);
    byte[] bytes = new byte[SLOT_DISTANCE_BYTES + SLOT_BYTES];
    byte[] none = new byte[FrameLayout.HASH_BYTES];
    System.arraycopy(slot(0, 0, none), 0, bytes, 0, SLOT_BYTES);
    System.arraycopy(slot(1, 0, none), 0, bytes, SLOT_DISTANCE_BYTES, SLOT_BYTES);
    Path beside = folder.resolve(FILE + ".tmp");
    try {
      try (FileChannel channel = files.openForWriting(beside)) {
        ChannelWriter.writeFully(channel, 0, ByteBuffer.wrap(bytes));
        channel.force(true);
      }
      files.replace(beside, forced.file);
      files.forceFolder(folder);
    } catch (IOException e) {
      throw StorageFailure.writing(forced.file, e);
    }
    forced.sequence = 1;
    return forced;
  }

  /**
   * Reads the file.
   *
   * @throws TallystickException DAMAGED, {@code forced_height_damaged}, if neither slot is whole
   */
  static ForcedHeight read(Path folder, FileAccess files) {
    ForcedHeight forced = new ForcedHeight(folder.resolve(FILE), files);
    boolean found = false;
    for (int slot = 0; slot < 2; slot++) {
      byte[] bytes = forced.slotBytes(slot);
      if (bytes != null && whole(bytes)) {
        long slotSequence = LittleEndian.getLong(bytes, 8);
        if (!found || slotSequence > forced.sequence) {
          forced.sequence = slotSequence;
          forced.height = LittleEndian.getLong(bytes, 16);
          forced.hash = Arrays.copyOfRange(bytes, 24, 24 + FrameLayout.HASH_BYTES);
        }
        found = true;
      }
    }
    if (!found) {
      throw TallystickException.of(
          ErrorKind.DAMAGED,
          "forced_height_damaged",
          "Neither slot of " + forced.file + " is whole; what was durable cannot be told");
    }
    return forced;
  }

  private byte[] slotBytes(int slot) {
    byte[] bytes = new byte[SLOT_BYTES];
    try (FileChannel reader = files.openForReading(file)) {
      ByteBuffer target = ByteBuffer.wrap(bytes);
      long from = (long) slot * SLOT_DISTANCE_BYTES;
      while (target.hasRemaining()) {
        if (reader.read(target, from + target.position()) < 0) {
          return null;
        }
      }
      return bytes;
    } catch (IOException e) {
      throw StorageFailure.reading(file, e);
    }
  }

  private static boolean whole(byte[] slot) {
    return LittleEndian.getLong(slot, 0) == MAGIC
        && LittleEndian.getInt(slot, SLOT_BYTES - 4) == Checksum.crc32c(slot, 0, SLOT_BYTES - 4);
  }

  private static byte[] slot(long sequence, long height, byte[] hash) {
    byte[] slot = new byte[SLOT_BYTES];
    LittleEndian.putLong(slot, 0, MAGIC);
    LittleEndian.putLong(slot, 8, sequence);
    LittleEndian.putLong(slot, 16, height);
    System.arraycopy(hash, 0, slot, 24, FrameLayout.HASH_BYTES);
    LittleEndian.putInt(slot, SLOT_BYTES - 4, Checksum.crc32c(slot, 0, SLOT_BYTES - 4));
    return slot;
  }

  long height() {
    return height;
  }

  byte[] hash() {
    return hash.clone();
  }

  /** Writes a new mark; durable on return. The caller serialises calls. */
  void record(long newHeight, byte[] newHash) {
    long next = sequence + 1;
    byte[] slot = slot(next, newHeight, newHash);
    try {
      if (channel == null) {
        channel = files.openForWriting(file);
      }
      ChannelWriter.writeFully(channel, next % 2 * SLOT_DISTANCE_BYTES, ByteBuffer.wrap(slot));
      channel.force(true);
    } catch (IOException e) {
      throw StorageFailure.writing(file, e);
    }
    sequence = next;
    height = newHeight;
    hash = newHash.clone();
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw StorageFailure.writing(file, e);
    }
  }
}
