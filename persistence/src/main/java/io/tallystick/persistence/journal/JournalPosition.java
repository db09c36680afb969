package io.tallystick.persistence.journal;

import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * How far a journal reaches. Immutable: recovery runs anew on the same start value after every
 * restart of the actor.
 *
 * @param unit number of the last unit, 0 for none yet
 * @param height height of its last batch; at unit 0 the height that the epoch was restored to
 * @param hash header hash at that height, 32 bytes; zeros at height 0
 */
public record JournalPosition(long unit, long height, byte[] hash) {
  /** Checks the ranges. */
  public JournalPosition {
    Checks.inRange(unit, 0, Long.MAX_VALUE, "unit of a journal position");
    Checks.inRange(height, 0, Long.MAX_VALUE, "height of a journal position");
    Checks.equal(hash.length, JournalUnit.HASH_BYTES, "length of a header hash");
  }

  /** Before the first unit of an epoch that was restored to that height. */
  public static JournalPosition start(long restoredHeight, byte[] restoredHash) {
    return new JournalPosition(0, restoredHeight, restoredHash);
  }

  /**
   * What a node noted last of how far its journal reached; empty if nothing whole is noted. The
   * journal may reach further.
   */
  public static Optional<JournalPosition> noted(Path positionFile) {
    return new PositionFile(positionFile).read();
  }

  /**
   * The position after one more stored unit. The same unit once more, written by a second writer,
   * changes nothing.
   *
   * @throws TallystickException {@code journal_differs} if it is another unit under the same
   *     number; {@code journal_hole} if units are missing before it; {@code journal_broken} if its
   *     heights do not continue
   */
  public JournalPosition advance(JournalUnit next) {
    if (next.number() == unit) {
      if (next.lastHeight() == height && Arrays.equals(next.lastHash(), hash)) {
        return this;
      }
      throw damaged(
          "journal_differs", "two units with number " + unit + " differ: " + this + " and " + next);
    }
    if (next.number() > unit + 1) {
      throw damaged("journal_hole", "units are missing between " + this + " and " + next);
    }
    if (next.number() <= unit || next.firstHeight() != height + 1) {
      throw damaged("journal_broken", "unit " + next + " does not continue " + this);
    }
    return new JournalPosition(next.number(), next.lastHeight(), next.lastHash());
  }

  private static TallystickException damaged(String code, String what) {
    return TallystickException.of(ErrorKind.DAMAGED, code, "Journal in Cassandra: " + what);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JournalPosition position
        && unit == position.unit
        && height == position.height
        && Arrays.equals(hash, position.hash);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(unit) * 31 + Arrays.hashCode(hash);
  }

  @Override
  public String toString() {
    return "unit " + unit + " (height " + height + ")";
  }
}
