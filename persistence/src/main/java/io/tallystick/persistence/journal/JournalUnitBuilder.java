package io.tallystick.persistence.journal;

import io.tallystick.base.Checks;
import io.tallystick.base.LittleEndian;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Puts consecutive sealed batches together into a {@link JournalUnit}. Not thread-safe. */
public final class JournalUnitBuilder {
  private final long number;
  private byte[] payload = new byte[0];
  private int payloadBytes;
  private long firstHeight;
  private long lastHeight;
  private byte[] lastHash;

  /** Begins the unit of that number, from 1. */
  public JournalUnitBuilder(long number) {
    this.number = number;
  }

  /**
   * Adds the next batch.
   *
   * @param height its height; one more than that of the batch before
   * @param headerHash SHA-256 of its header, 32 bytes
   * @param parts its bytes, one after the other, each from position to limit; consumed
   */
  public JournalUnitBuilder add(long height, byte[] headerHash, ByteBuffer... parts) {
    if (lastHash == null) {
      firstHeight = height;
    } else {
      Checks.equal(height, lastHeight + 1, "height of the next batch of a unit");
    }
    lastHeight = height;
    lastHash = headerHash.clone();
    int bytes = 0;
    for (ByteBuffer part : parts) {
      bytes += part.remaining();
    }
    makeRoom(JournalUnit.LENGTH_BYTES + bytes);
    LittleEndian.putInt(payload, payloadBytes, bytes);
    payloadBytes += JournalUnit.LENGTH_BYTES;
    for (ByteBuffer part : parts) {
      int partBytes = part.remaining();
      part.get(payload, payloadBytes, partBytes);
      payloadBytes += partBytes;
    }
    return this;
  }

  /** Most units hold one batch: the first gets just the room that it needs. */
  private void makeRoom(int bytes) {
    int needed = payloadBytes + bytes;
    if (payloadBytes == 0) {
      payload = new byte[needed];
    } else if (needed > payload.length) {
      payload = Arrays.copyOf(payload, Math.max(needed, payload.length * 2));
    }
  }

  /** The unit; it has at least one batch. */
  public JournalUnit build() {
    Checks.that(lastHash != null, "a journal unit has at least one batch");
    byte[] whole = payload.length == payloadBytes ? payload : Arrays.copyOf(payload, payloadBytes);
    return new JournalUnit(number, firstHeight, lastHeight, lastHash, whole);
  }
}
