package io.tallystick.persistence.journal;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/**
 * The bytes of a unit in Cassandra, all little-endian:
 *
 * <pre>
 *  0 format u8 = 1
 *  1 compression u8: 0 none, 1 LZ4 block, 2 columns ({@link RowColumns}) as an LZ4 block
 *  2 zero u16
 *  4 payload length before compression u32
 *  8 unit number u64
 * 16 first height u64
 * 24 last height u64
 * 32 header hash of the last batch, 32 bytes
 * 64 CRC32C u32 over bytes 0 … 63 and the payload before compression
 * 68 the payload, compressed if that makes it smaller; before a block of columns their length u32
 * </pre>
 */
public final class JournalUnitCodec {
  /** Length of everything before the payload, in bytes. */
  public static final int HEADER_BYTES = 68;

  private static final int FORMAT = 1;
  private static final int PLAIN = 0;
  private static final int LZ4 = 1;
  private static final int COLUMNS = 2;
  private static final int CRC_AT = 64;
  private static final LZ4Factory FACTORY = LZ4Factory.fastestInstance();

  private JournalUnitCodec() {}

  /** Encodes a unit. */
  public static byte[] encode(JournalUnit unit) {
    byte[] payload = unit.payload();
    byte[] columns = RowColumns.split(payload);
    boolean inColumns = columns != null && columns.length < payload.length;
    byte[] bytes =
        inColumns
            ? compressed(columns, HEADER_BYTES + Integer.BYTES)
            : compressed(payload, HEADER_BYTES);
    int compression = inColumns ? COLUMNS : LZ4;
    if (inColumns) {
      LittleEndian.putInt(bytes, HEADER_BYTES, columns.length);
    }
    if (bytes.length - HEADER_BYTES >= payload.length) {
      compression = PLAIN;
      bytes = new byte[HEADER_BYTES + payload.length];
      System.arraycopy(payload, 0, bytes, HEADER_BYTES, payload.length);
    }
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) FORMAT).put((byte) compression).putShort((short) 0);
    out.putInt(payload.length);
    out.putLong(unit.number()).putLong(unit.firstHeight()).putLong(unit.lastHeight());
    out.put(unit.lastHash());
    out.putInt(crc(bytes, payload));
    return bytes;
  }

  /** An LZ4 block behind some bytes of room. */
  private static byte[] compressed(byte[] plain, int roomBytes) {
    LZ4Compressor compressor = FACTORY.fastCompressor();
    byte[] room = new byte[roomBytes + compressor.maxCompressedLength(plain.length)];
    int blockBytes = compressor.compress(plain, 0, plain.length, room, roomBytes);
    return Arrays.copyOf(room, roomBytes + blockBytes);
  }

  private static int crc(byte[] header, byte[] payload) {
    CRC32C crc = new CRC32C();
    crc.update(header, 0, CRC_AT);
    crc.update(payload, 0, payload.length);
    return (int) crc.getValue();
  }

  /**
   * Decodes a unit.
   *
   * @throws TallystickException {@code journal_unit_damaged} if the bytes are not what was written
   */
  public static JournalUnit decode(byte[] bytes) {
    if (bytes.length < HEADER_BYTES) {
      throw damaged("only " + bytes.length + " bytes", null);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int format = in.get();
    int compression = in.get();
    if (format != FORMAT || compression < PLAIN || compression > COLUMNS || in.getShort() != 0) {
      throw damaged("unknown format " + format + "/" + compression, null);
    }
    int payloadBytes = in.getInt();
    if (payloadBytes < 0 || payloadBytes > JournalUnit.PAYLOAD_BYTES_MAX) {
      throw damaged("payload length " + payloadBytes, null);
    }
    long number = in.getLong();
    long firstHeight = in.getLong();
    long lastHeight = in.getLong();
    byte[] lastHash = new byte[JournalUnit.HASH_BYTES];
    in.get(lastHash);
    int crc = in.getInt();
    byte[] payload = payload(bytes, compression, payloadBytes);
    if (crc != crc(bytes, payload)) {
      throw damaged("checksum of unit " + number, null);
    }
    if (number < 1 || firstHeight < 1 || lastHeight < firstHeight) {
      throw damaged("numbers of unit " + number, null);
    }
    return new JournalUnit(number, firstHeight, lastHeight, lastHash, payload);
  }

  private static byte[] payload(byte[] bytes, int compression, int payloadBytes) {
    if (compression == LZ4) {
      return decompressed(bytes, HEADER_BYTES, payloadBytes);
    }
    if (compression == COLUMNS) {
      return ofColumns(bytes, payloadBytes);
    }
    if (bytes.length - HEADER_BYTES != payloadBytes) {
      throw damaged("length of a plain payload", null);
    }
    return Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
  }

  private static byte[] ofColumns(byte[] bytes, int payloadBytes) {
    if (bytes.length < HEADER_BYTES + Integer.BYTES) {
      throw damaged("only " + bytes.length + " bytes", null);
    }
    int columnsBytes = LittleEndian.getInt(bytes, HEADER_BYTES);
    if (columnsBytes < 0 || columnsBytes >= payloadBytes) {
      throw damaged("length of columns " + columnsBytes, null);
    }
    byte[] columns = decompressed(bytes, HEADER_BYTES + Integer.BYTES, columnsBytes);
    byte[] payload = new byte[payloadBytes];
    try {
      RowColumns.join(columns, payload);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw damaged("columns", e);
    }
    return payload;
  }

  private static byte[] decompressed(byte[] bytes, int from, int plainBytes) {
    byte[] plain = new byte[plainBytes];
    try {
      int written =
          FACTORY
              .safeDecompressor()
              .decompress(bytes, from, bytes.length - from, plain, 0, plainBytes);
      if (written != plainBytes) {
        throw damaged("length of a compressed payload", null);
      }
      return plain;
    } catch (LZ4Exception e) {
      throw damaged("compressed payload", e);
    }
  }

  private static TallystickException damaged(String what, Throwable cause) {
    return TallystickException.of(
        ErrorKind.DAMAGED, "journal_unit_damaged", "Bytes of a journal unit: " + what, cause);
  }
}
