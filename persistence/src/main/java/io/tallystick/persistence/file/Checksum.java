package io.tallystick.persistence.file;

import java.util.zip.CRC32C;

/** CRC32C (Castagnoli; RFC 3720, appendix B.4) over a range of bytes. It finds accidents only. */
public final class Checksum {
  private Checksum() {}

  /** The checksum of {@code length} bytes from {@code offset}. */
  public static int crc32c(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
