package io.tallystick.ring;

import io.tallystick.batch.BatchHeader;
import io.tallystick.batch.ChainState;
import io.tallystick.ledger.ApplyOutput;
import io.tallystick.ledger.Ledger;
import io.tallystick.ordering.CommittedEntry;
import io.tallystick.ordering.Ordering;
import io.tallystick.persistence.segment.SealedBatchStore;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What {@link SteppedPipelines} are built of, recovered up to the same batch.
 *
 * @param ledger its state after that batch
 * @param chain the chain's end after that batch
 * @param logIndex index of the log entry that became that batch
 * @param unitOpen whether the journal unit is open after that batch
 * @param past the lookup that the ledger was made with
 * @param checkpoints where checkpoints go
 * @param background runs the commit of a checkpoint at some later step
 * @param wallNanos nanoseconds since 1970
 * @param nanoTime monotonic nanoseconds
 * @param watcher sees what is applied and sealed
 */
public record SteppedParts(
    SteppedSettings settings,
    SteppedSlots slots,
    Ledger ledger,
    ChainState chain,
    long logIndex,
    boolean unitOpen,
    LedgerPast past,
    SealedBatchStore store,
    Ordering ordering,
    CheckpointTarget checkpoints,
    Executor background,
    LongSupplier wallNanos,
    LongSupplier nanoTime,
    Watcher watcher) {

  /** Sees every batch of one node. */
  public interface Watcher {
    /**
     * An entry went through the apply stage.
     *
     * @param height the batch that it became; 0 if it became none
     * @param output what the batch became, good until the next batch is applied
     */
    void applied(CommittedEntry entry, long height, ApplyOutput output);

    /** A batch was sealed; the hash is good until the next one is sealed. */
    void sealed(BatchHeader header, byte[] hash);
  }
}
