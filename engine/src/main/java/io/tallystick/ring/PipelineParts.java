package io.tallystick.ring;

import io.tallystick.batch.ChainState;
import io.tallystick.config.NodeSettings;
import io.tallystick.ledger.Ledger;
import io.tallystick.ordering.Ordering;
import io.tallystick.persistence.index.IdIndex;
import io.tallystick.persistence.segment.SealedBatchStore;

/**
 * What the two pipelines are built of, recovered up to the same batch.
 *
 * @param ledger its state after that batch
 * @param chain the chain's end after that batch
 * @param logIndex index of the log entry that became that batch; entries after it are applied
 * @param unitOpen whether the journal unit is open after that batch
 * @param termBase added to the log's terms in headers; above 0 after a rebuild
 * @param ids the lookup that the ledger was made with
 */
public record PipelineParts(
    NodeSettings settings,
    Ledger ledger,
    ChainState chain,
    long logIndex,
    boolean unitOpen,
    long termBase,
    LedgerPast ids,
    SealedBatchStore store,
    IdIndex index,
    Ordering ordering,
    CheckpointTarget checkpoints,
    Admission admission) {}
