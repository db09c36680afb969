package io.tallystick.ring.restore;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.BatchHeader;
import io.tallystick.batch.ChainHead;
import io.tallystick.batch.ChainState;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.verify.ChainVerifier;
import io.tallystick.batch.verify.LedgerRecordReplay;
import io.tallystick.batch.verify.VerifyPlan;
import io.tallystick.batch.verify.VerifyResult;
import io.tallystick.ledger.Ledger;
import io.tallystick.persistence.segment.SealedBatchStore;

/**
 * Brings a ledger to the end of the stored batches, each verified, by their recorded results: for a
 * start whose log does not hold what follows the ledger's state.
 */
public final class SegmentReplay {
  private SegmentReplay() {}

  /**
   * Replays the batches that follow a state.
   *
   * @param ledger stands at {@code from} and is brought forward
   * @param from the chain's state there. Its epoch is kept if the batches end in an earlier one
   * @return the chain's state after the last stored batch
   * @throws TallystickException DAMAGED {@code segments_damaged}; the ledger is of no use then
   */
  public static ChainState run(SealedBatchStore store, Ledger ledger, ChainState from) {
    ChainHead begin = from.head();
    requireLinked(store, begin);
    VerifyPlan plan =
        (begin.height() == 0
                ? VerifyPlan.fromGenesis().group(begin.groupId())
                : VerifyPlan.from(from))
            .reaches(store.lastHeight())
            .replay(new LedgerRecordReplay(ledger));
    StoreBatchSource source = new StoreBatchSource(store, begin.height() + 1, store.lastHeight());
    VerifyResult result = new ChainVerifier(plan, source).verify();
    if (result.failure().isPresent()) {
      throw damaged(result.failure().get().toString());
    }
    ChainHead head = result.state().head();
    if (head.height() == begin.height()) {
      return from;
    }
    ChainHead continued = head.epoch() < begin.epoch() ? head.inEpoch(begin.epoch()) : head;
    return new ChainState(continued, result.state().frontier());
  }

  /** Whether the journal unit is open after that batch. */
  public static boolean unitOpenAt(SealedBatchStore store, long height) {
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
