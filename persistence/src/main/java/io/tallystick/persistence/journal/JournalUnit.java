package io.tallystick.persistence.journal;

import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One event of the journal: consecutive sealed batches, closed by the flag in the last one's
 * header. Units form from the batches alone, so that every leader forms the same.
 *
 * <p>The payload is, for each batch in order of height, its length as u32 little-endian and then
 * its bytes. The journal looks into them only to store them in fewer ({@link RowColumns}).
 *
 * @param number counts from 1 within an epoch; the event's sequence number
 * @param firstHeight height of its first batch, from 1
 * @param lastHeight height of its last batch, at least {@code firstHeight}
 * @param lastHash SHA-256 of the last batch's header, 32 bytes; since headers are linked it stands
 *     for all of history up to there
 * @param payload the batches, at most {@link #PAYLOAD_BYTES_MAX}
 */
public record JournalUnit(
    long number, long firstHeight, long lastHeight, byte[] lastHash, byte[] payload) {
  /** Length of a header hash, in bytes. */
  public static final int HASH_BYTES = 32;

  /**
   * Largest payload, in bytes. A unit closes once its entries reach 1 MiB, so it holds at most that
   * and one more batch; the bound keeps any unit within one CQL message (16 MiB).
   */
  public static final int PAYLOAD_BYTES_MAX = 12 * 1024 * 1024;

  /** Length of a batch's length, in bytes. */
  public static final int LENGTH_BYTES = 4;

  /** Checks the ranges. */
  public JournalUnit {
    Objects.requireNonNull(payload, "payload");
    Checks.inRange(number, 1, Long.MAX_VALUE, "unit number");
    Checks.inRange(firstHeight, 1, Long.MAX_VALUE, "first height of a unit");
    Checks.inRange(lastHeight, firstHeight, Long.MAX_VALUE, "last height of a unit");
    Checks.equal(lastHash.length, HASH_BYTES, "length of a header hash");
    Checks.inRange(payload.length, 0, PAYLOAD_BYTES_MAX, "bytes of a unit's payload");
  }

  /**
   * The sealed batches in order of height, as read-only views of the payload.
   *
   * @throws TallystickException {@code journal_unit_damaged} if the lengths do not fit the payload
   *     or their number not the heights
   */
  public List<ByteBuffer> batches() {
    List<ByteBuffer> batches = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(payload).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      int length = in.remaining() < LENGTH_BYTES ? -1 : in.getInt();
      if (length < 0 || length > in.remaining()) {
        throw damaged("a batch's length does not fit");
      }
      batches.add(in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN));
      in.position(in.position() + length);
    }
    if (batches.size() != lastHeight - firstHeight + 1) {
      throw damaged("it holds " + batches.size() + " batches");
    }
    return batches;
  }

  private TallystickException damaged(String what) {
    return TallystickException.of(
        ErrorKind.DAMAGED, "journal_unit_damaged", "Journal unit " + this + ": " + what);
  }

  /**
   * Whether the other is the same unit: same number, heights and header hash. Stored bytes may
   * differ, since compressors do.
   */
  public boolean sameAs(JournalUnit other) {
    return number == other.number
        && firstHeight == other.firstHeight
        && lastHeight == other.lastHeight
        && Arrays.equals(lastHash, other.lastHash);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JournalUnit unit
        && sameAs(unit)
        && Arrays.equals(payload, unit.payload);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number) * 31 + Arrays.hashCode(lastHash);
  }

  @Override
  public String toString() {
    return number + " (heights " + firstHeight + " … " + lastHeight + ")";
  }
}
