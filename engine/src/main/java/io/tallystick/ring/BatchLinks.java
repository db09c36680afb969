package io.tallystick.ring;

import io.tallystick.batch.BatchHeader;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.merkle.Sha256;
import io.tallystick.persistence.segment.BatchStoreSettings;
import io.tallystick.persistence.segment.LinkCheck;

/**
 * What the segment store must know of sealed batches: the header's size and how one links to the
 * one before.
 */
public final class BatchLinks {
  /** A header hashes to its stated hash and names the hash before. */
  public static final LinkCheck CHECK =
      (previousHash, header, hash) ->
          Sha256.of(header, 0, header.length).matches(hash, 0)
              && BatchHeader.decode(header, 0).previousHash().equals(Hash.of(previousHash, 0));

  private BatchLinks() {}

  /** Segment families with headers of our size. */
  public static BatchStoreSettings settings() {
    return BatchStoreSettings.standard(BatchHeader.BYTES);
  }
}
