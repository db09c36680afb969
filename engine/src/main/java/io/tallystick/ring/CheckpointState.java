package io.tallystick.ring;

import io.tallystick.batch.ChainState;

/**
 * What a checkpoint holds beside the ledger's pages.
 *
 * @param ledgerMeta sizes of the ledger's sections
 * @param chain end of the chain and Merkle frontier
 * @param logIndex index of the entry that became the checkpoint's batch
 * @param logTerm that entry's term
 * @param unitOpen whether the journal unit is open after the batch
 */
public record CheckpointState(
    byte[] ledgerMeta, ChainState chain, long logIndex, long logTerm, boolean unitOpen) {}
