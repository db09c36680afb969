package io.tallystick.batch.verify;

import io.tallystick.batch.BatchFault;
import io.tallystick.batch.SealedBatch;
import java.util.Optional;

/**
 * Applies the records of one batch after another to balances and says what contradicts the rules:
 * limits, conservation, back-pointers, the header's balance check.
 */
@FunctionalInterface
public interface RecordReplay {
  /** Looks at no balances: only bytes, links and hashes are verified. */
  RecordReplay NONE = batch -> Optional.empty();

  /**
   * Applies a batch whose bytes are all that they should be.
   *
   * @return what is wrong with it ({@link SealedBatch#recordFault} makes one), or empty
   */
  Optional<BatchFault> replay(SealedBatch batch);
}
