package io.tallystick.persistence.journal;

import io.tallystick.base.Checks;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Puts consecutive sealed batches together into a {@link JournalUnit}. Not thread-safe. */
public final class JournalUnitBuilder {
  private final long number;
  private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
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
   * @param sealedBatch its bytes, from position to limit; consumed
   */
  public JournalUnitBuilder add(long height, byte[] headerHash, ByteBuffer sealedBatch) {
    if (lastHash == null) {
      firstHeight = height;
    } else {
      Checks.equal(height, lastHeight + 1, "height of the next batch of a unit");
    }
    lastHeight = height;
    lastHash = headerHash.clone();
    byte[] bytes = new byte[sealedBatch.remaining()];
    sealedBatch.get(bytes);
    byte[] length =
        ByteBuffer.allocate(JournalUnit.LENGTH_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(bytes.length)
            .array();
    payload.writeBytes(length);
    payload.writeBytes(bytes);
    return this;
  }

  /** The unit; it has at least one batch. */
  public JournalUnit build() {
    Checks.that(lastHash != null, "a journal unit has at least one batch");
    return new JournalUnit(number, firstHeight, lastHeight, lastHash, payload.toByteArray());
  }
}
