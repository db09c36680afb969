package io.tallystick.ring.agreement;

import io.tallystick.batch.merkle.Hash;

/** The batches that this replica has sealed. May read files. */
public interface OwnChain {
  /** Height of the newest sealed batch; 0 before the first. */
  long height();

  /** Hash of the header at a height, or null if this replica does not hold that batch. */
  Hash hashAt(long height);
}
