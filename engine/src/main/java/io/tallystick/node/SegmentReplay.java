package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.BatchHeader;
import io.tallystick.batch.ChainHead;
import io.tallystick.batch.ChainState;
import io.tallystick.batch.merkle.MerkleProver;
import io.tallystick.batch.verify.ChainVerifier;
import io.tallystick.batch.verify.LedgerRecordReplay;
import io.tallystick.batch.verify.VerifyPlan;
import io.tallystick.batch.verify.VerifyResult;
import io.tallystick.ledger.Ledger;
import io.tallystick.persistence.segment.SealedBatchStore;
import io.tallystick.ring.SegmentFamilies;
import io.tallystick.ring.SegmentSubtrees;

/**
 * Makes the ledger anew out of the stored batches, each verified: for a start without a usable
 * checkpoint.
 */
final class SegmentReplay {
  private SegmentReplay() {}

  /**
   * @param genesis names the group; its epoch is kept if the batches end in an earlier one
   * @param logIndex the last log entry that is gone
   */
  static LocalStore.Restored run(
      SealedBatchStore store, Ledger ledger, ChainHead genesis, long logIndex) {
    VerifyPlan plan =
        VerifyPlan.fromGenesis()
            .group(genesis.groupId())
            .reaches(store.lastHeight())
            .replay(new LedgerRecordReplay(ledger));
    VerifyResult result =
        new ChainVerifier(plan, new StoreBatchSource(store, store.lastHeight())).verify();
    if (result.failure().isPresent()) {
      throw TallystickException.of(
          ErrorKind.DAMAGED,
          "segments_damaged",
          "no checkpoint is usable and the stored batches are damaged: "
              + result.failure().get()
              + "; run rebuild --from-cassandra into an empty folder");
    }
    ChainHead head = result.state().head();
    ChainHead continued = head.epoch() < genesis.epoch() ? head.inEpoch(genesis.epoch()) : head;
    byte[] frontier =
        new MerkleProver(
                new SegmentSubtrees(store.extra(SegmentFamilies.ROOTS)),
                (first, count, into, offset) -> store.records().read(first, count, into, offset))
            .frontier(head.recordCount());
    return new LocalStore.Restored(
        ledger, new ChainState(continued, frontier), logIndex, unitOpenAt(store, head.height()));
  }

  /** Whether the journal unit is open after that batch. */
  static boolean unitOpenAt(SealedBatchStore store, long height) {
    return height > 0 && !BatchHeader.decode(store.readHeader(height), 0).closesJournalUnit();
  }
}
