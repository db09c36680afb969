package io.tallystick.batch.verify;

import java.util.Optional;

/**
 * Gives the sealed batches of a chain, heights ascending: from segments, from the Cassandra
 * journal, from a copied folder. It only frames; all judging is the {@link ChainVerifier}'s.
 */
public interface SealedBatchSource {
  /**
   * The next batch, or empty at the end. Bytes that cannot be framed are given as far as they go.
   *
   * @throws io.tallystick.base.TallystickException DAMAGED if the place itself is broken (a
   *     checksum of the file, a hole in the journal): a failure at the height that was due
   */
  Optional<SourcedBatch> next();

  /** The file or journal unit that would be read next, for a failure between batches. */
  String place();

  /** Where in {@link #place()} it would be read. */
  long placeOffset();
}
