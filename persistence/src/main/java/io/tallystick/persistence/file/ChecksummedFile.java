package io.tallystick.persistence.file;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A small file that is replaced as a whole: written beside, fsynced, renamed into place, folder
 * fsynced. A crash leaves the old or the new content.
 *
 * <p>Layout, little-endian: 0 magic u32 ({@link #MAGIC}) | 4 payload bytes u32 | 8 payload | CRC32C
 * u32 of all before.
 */
public final class ChecksummedFile {
  /** First four bytes: "TSCF". */
  public static final int MAGIC = 0x4643_5354;

  /** Longest payload, in bytes. */
  public static final int PAYLOAD_BYTES_MAX = 1 << 24;

  private static final int HEAD_BYTES = 8;
  private static final int CHECKSUM_BYTES = 4;

  private ChecksummedFile() {}

  /** Replaces {@code file} by one with this payload; durable on return. */
  public static void write(FileAccess files, Path file, byte[] payload) {
    if (payload.length > PAYLOAD_BYTES_MAX) {
      throw TallystickException.of(
          ErrorKind.INTERNAL, "payload_too_large", file + ": " + payload.length + " bytes");
    }
    byte[] bytes = encode(payload);
    Path beside = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      files.delete(beside);
      try (FileChannel channel = files.openForWriting(beside)) {
        ChannelWriter.writeFully(channel, 0, ByteBuffer.wrap(bytes));
        channel.force(true);
      }
      files.replace(beside, file);
      files.forceFolder(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw StorageFailure.writing(file, e);
    }
  }

  /**
   * The payload, or empty if there is no such file.
   *
   * @throws TallystickException DAMAGED, {@code file_damaged}, if its bytes are not those written
   */
  public static Optional<byte[]> read(FileAccess files, Path file) {
    if (!files.exists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel = files.openForReading(file)) {
      long size = channel.size();
      if (size < HEAD_BYTES + CHECKSUM_BYTES
          || size > HEAD_BYTES + PAYLOAD_BYTES_MAX + CHECKSUM_BYTES) {
        throw damaged(file, "its length is " + size);
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) size);
      long at = 0;
      while (bytes.hasRemaining()) {
        int read = channel.read(bytes, at);
        if (read < 0) {
          throw damaged(file, "it ends at byte " + at);
        }
        at += read;
      }
      return Optional.of(decode(file, bytes.array()));
    } catch (IOException e) {
      throw StorageFailure.reading(file, e);
    }
  }

  private static byte[] encode(byte[] payload) {
    byte[] bytes = new byte[HEAD_BYTES + payload.length + CHECKSUM_BYTES];
    LittleEndian.putInt(bytes, 0, MAGIC);
    LittleEndian.putInt(bytes, 4, payload.length);
    System.arraycopy(payload, 0, bytes, HEAD_BYTES, payload.length);
    int covered = HEAD_BYTES + payload.length;
    LittleEndian.putInt(bytes, covered, Checksum.crc32c(bytes, 0, covered));
    return bytes;
  }

  private static byte[] decode(Path file, byte[] bytes) {
    int covered = bytes.length - CHECKSUM_BYTES;
    if (LittleEndian.getInt(bytes, covered) != Checksum.crc32c(bytes, 0, covered)) {
      throw damaged(file, "its checksum does not fit its " + bytes.length + " bytes");
    }
    if (LittleEndian.getInt(bytes, 0) != MAGIC
        || LittleEndian.getInt(bytes, 4) != covered - HEAD_BYTES) {
      throw damaged(file, "its head is not that of a small file of this program");
    }
    return Arrays.copyOfRange(bytes, HEAD_BYTES, covered);
  }

  private static TallystickException damaged(Path file, String how) {
    return TallystickException.of(
        ErrorKind.DAMAGED, "file_damaged", "The file " + file + " is damaged: " + how);
  }
}
