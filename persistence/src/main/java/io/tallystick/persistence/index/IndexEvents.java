package io.tallystick.persistence.index;

import io.tallystick.base.TallystickException;

/** What happens to the index behind the scenes. Called on the index's own threads. */
public interface IndexEvents {
  /**
   * Runs were dropped at the start since they are bad, missing or ahead of the records; records
   * after {@link IdIndex#coveredThrough} are to be inserted anew.
   *
   * @param coveredThrough the last record number that is still covered; -1 if none is
   * @param reason what was found
   */
  void dropped(long coveredThrough, String reason);

  /** The index can no longer be trusted or written; it refuses every call from now on. */
  void failed(TallystickException failure);

  /** Ignores everything. */
  static IndexEvents none() {
    return new IndexEvents() {
      @Override
      public void dropped(long coveredThrough, String reason) {}

      @Override
      public void failed(TallystickException failure) {}
    };
  }
}
