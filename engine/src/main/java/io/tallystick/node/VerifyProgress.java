package io.tallystick.node;

/** Hears how far a walk over the chain has come. Called often; must return at once. */
@FunctionalInterface
public interface VerifyProgress {
  /**
   * Says where the walk stands.
   *
   * @param stage what is walked, such as {@code "local store"} or {@code "Cassandra"}
   * @param height the last batch done
   * @param lastHeight the last batch there is, or 0 where it is not known yet
   * @param records stored records done in this stage
   */
  void at(String stage, long height, long lastHeight, long records);
}
