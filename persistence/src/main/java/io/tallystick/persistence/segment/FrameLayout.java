package io.tallystick.persistence.segment;

import io.tallystick.base.Checks;
import io.tallystick.base.LittleEndian;
import io.tallystick.persistence.file.Checksum;
import java.util.Arrays;

/**
 * Bytes of a frame, little-endian; H = header bytes, X = extra families:
 *
 * <pre>
 * 0     header          H bytes, padded with zeros to a multiple of 8 (P)
 * P     header hash     32 bytes
 * P+32  height          u64
 * P+40  first record    u64
 * P+48  side offset     u64
 * P+56  records         u32
 * P+60  side bytes      u32
 * P+64  CRC32C records  u32
 * P+68  CRC32C side     u32
 * P+72  extra counts    X u64
 * …     CRC32C extras   X u64 (upper half zero)
 * end-8 zero            u32
 * end-4 CRC32C of all before
 * </pre>
 */
final class FrameLayout {
  static final int HASH_BYTES = 32;

  private static final int FIXED_BYTES = HASH_BYTES + 40;
  private static final int TAIL_BYTES = 8;

  private final int headerBytes;
  private final int extras;
  private final int paddedHeaderBytes;

  FrameLayout(int headerBytes, int extras) {
    Checks.inRange(headerBytes, 1, 1 << 16, "header bytes");
    Checks.inRange(extras, 0, 16, "extra families");
    this.headerBytes = headerBytes;
    this.extras = extras;
    this.paddedHeaderBytes = (headerBytes + 7) / 8 * 8;
  }

  int headerBytes() {
    return headerBytes;
  }

  int frameBytes() {
    return paddedHeaderBytes + FIXED_BYTES + extras * 16 + TAIL_BYTES;
  }

  void encode(Frame frame, byte[] target) {
    Arrays.fill(target, (byte) 0);
    System.arraycopy(frame.header(), 0, target, 0, headerBytes);
    int p = paddedHeaderBytes;
    System.arraycopy(frame.hash(), 0, target, p, HASH_BYTES);
    LittleEndian.putLong(target, p + 32, frame.height());
    LittleEndian.putLong(target, p + 40, frame.firstNumber());
    LittleEndian.putLong(target, p + 48, frame.sideOffset());
    LittleEndian.putInt(target, p + 56, frame.count());
    LittleEndian.putInt(target, p + 60, frame.sideBytes());
    LittleEndian.putInt(target, p + 64, frame.recordsCrc());
    LittleEndian.putInt(target, p + 68, frame.sideCrc());
    for (int i = 0; i < extras; i++) {
      LittleEndian.putLong(target, p + 72 + i * 8, frame.extraCounts()[i]);
      LittleEndian.putInt(target, p + 72 + (extras + i) * 8, frame.extraCrcs()[i]);
    }
    int covered = frameBytes() - 4;
    LittleEndian.putInt(target, covered, Checksum.crc32c(target, 0, covered));
  }

  /** Whether the bytes are a frame as it was written. */
  boolean whole(byte[] bytes) {
    int covered = frameBytes() - 4;
    return LittleEndian.getInt(bytes, covered) == Checksum.crc32c(bytes, 0, covered);
  }

  Frame decode(byte[] bytes) {
    int p = paddedHeaderBytes;
    long[] extraCounts = new long[extras];
    int[] extraCrcs = new int[extras];
    for (int i = 0; i < extras; i++) {
      extraCounts[i] = LittleEndian.getLong(bytes, p + 72 + i * 8);
      extraCrcs[i] = LittleEndian.getInt(bytes, p + 72 + (extras + i) * 8);
    }
    return new Frame(
        LittleEndian.getLong(bytes, p + 32),
        Arrays.copyOf(bytes, headerBytes),
        Arrays.copyOfRange(bytes, p, p + HASH_BYTES),
        LittleEndian.getLong(bytes, p + 40),
        LittleEndian.getInt(bytes, p + 56),
        LittleEndian.getLong(bytes, p + 48),
        LittleEndian.getInt(bytes, p + 60),
        LittleEndian.getInt(bytes, p + 64),
        LittleEndian.getInt(bytes, p + 68),
        extraCounts,
        extraCrcs);
  }
}
