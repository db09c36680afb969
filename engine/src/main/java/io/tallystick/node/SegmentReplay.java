package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.BatchHeader;
import io.tallystick.batch.ChainHead;
import io.tallystick.batch.ChainState;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.verify.LedgerRecordReplay;
import io.tallystick.persistence.segment.SealedBatchStore;

/**
 * Brings a ledger to the end of the stored batches, each verified, by their recorded results: for a
 * start whose log does not hold what follows the ledger's state.
 */
final class SegmentReplay {
  private SegmentReplay() {}

  /**
   * @param from where the ledger stands: fresh, or as of a checkpoint; the ledger itself is brought
   *     forward. Its epoch is kept if the batches end in an earlier one
   * @param logIndex the last log entry that is gone
   * @throws TallystickException DAMAGED {@code segments_damaged}; the ledger is of no use then
   */
  static LocalStore.Restored run(SealedBatchStore store, LocalStore.Restored from, long logIndex) {
    ChainHead begin = from.chain().head();
    requireLinked(store, begin);
    ChainState end =
        ChainWalk.to(
            store.lastHeight(),
            from.chain(),
            new StoreBatchSource(store, begin.height() + 1, store.lastHeight()),
            new LedgerRecordReplay(from.ledger()),
            SegmentReplay::damaged);
    boolean unitOpen =
        end.equals(from.chain()) ? from.unitOpen() : unitOpenAt(store, end.head().height());
    return new LocalStore.Restored(from.ledger(), end, logIndex, unitOpen);
  }

  /** Whether the journal unit is open after that batch. */
  static boolean unitOpenAt(SealedBatchStore store, long height) {
    return height > 0 && !BatchHeader.decode(store.readHeader(height), 0).closesJournalUnit();
  }

  /** The checkpoint has to be one of this chain even if no batch follows that links to it. */
  private static void requireLinked(SealedBatchStore store, ChainHead begin) {
    if (begin.height() > 0 && !begin.hash().equals(Hash.of(store.readHash(begin.height()), 0))) {
      throw damaged("the checkpoint of height " + begin.height() + " has another hash");
    }
  }

  private static TallystickException damaged(String what) {
    return TallystickException.of(
        ErrorKind.DAMAGED,
        "segments_damaged",
        "the log does not hold what follows the newest usable checkpoint, and the stored batches are damaged: "
            + what
            + "; run rebuild --from-cassandra into an empty folder");
  }
}
