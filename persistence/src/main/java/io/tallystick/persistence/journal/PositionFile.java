package io.tallystick.persistence.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers how far the journal reached, so that a node started while Cassandra is away knows its
 * backlog. A hint: the truth is in Cassandra, and a lost or stale file only overstates the backlog.
 *
 * <p>Bytes, little-endian: unit u64, height u64, header hash 32 bytes, CRC32C u32 of those before.
 */
final class PositionFile {
  private static final int BYTES = 8 + 8 + JournalUnit.HASH_BYTES + 4;
  private static final Logger LOG = LoggerFactory.getLogger(PositionFile.class);

  private final Path file;

  PositionFile(Path file) {
    this.file = file;
  }

  /** What was written last, or empty if there is nothing whole. */
  Optional<JournalPosition> read() {
    try {
      byte[] bytes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
      if (bytes.length != BYTES) {
        return Optional.empty();
      }
      ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      long unit = in.getLong();
      long height = in.getLong();
      byte[] hash = new byte[JournalUnit.HASH_BYTES];
      in.get(hash);
      boolean whole = in.getInt() == crc(bytes) && unit >= 0 && height >= 0;
      return whole ? Optional.of(new JournalPosition(unit, height, hash)) : Optional.empty();
    } catch (IOException e) {
      LOG.warn("{} cannot be read: {}", file, e.toString());
      return Optional.empty();
    }
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, BYTES - Integer.BYTES);
    return (int) crc.getValue();
  }

  /** Replaces the file. A failure is logged, for nothing depends on it. */
  void write(JournalPosition position) {
    ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(position.unit()).putLong(position.height()).put(position.hash());
    out.putInt(crc(out.array()));
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      Files.write(unfinished, out.array());
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("{} cannot be written: {}", file, e.toString());
    }
  }
}
