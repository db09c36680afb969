package io.tallystick.persistence.journal;

import java.util.Optional;

/**
 * The local history as the journal's writer sees it. Called on the writer's own thread; it may read
 * files, and should not block on anything else. What it returns must be settled for ever.
 */
public interface UnitSource {
  /**
   * The unit that begins with the batch after {@code lastHeight}, if its closing batch is settled
   * locally.
   *
   * @param lastHeight height of the last batch of the unit before, 0 for none
   * @param nextUnitNumber number to give it
   */
  Optional<JournalUnit> unitAfter(long lastHeight, long nextUnitNumber);

  /** The hash of the local header at a height of 1 or more, or empty if there is none yet. */
  Optional<byte[]> hashAt(long height);
}
