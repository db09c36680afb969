package io.tallystick.ring.agreement;

import io.tallystick.batch.merkle.Hash;
import io.tallystick.persistence.segment.SealedBatchStore;

/** Own batches as the local store holds them. */
public final class StoredChain implements OwnChain {
  private final SealedBatchStore store;

  public StoredChain(SealedBatchStore store) {
    this.store = store;
  }

  @Override
  public long height() {
    return store.lastHeight();
  }

  @Override
  public Hash hashAt(long height) {
    return height < 1 || height > store.lastHeight() ? null : Hash.of(store.readHash(height), 0);
  }
}
