package io.tallystick.ring;

import io.tallystick.batch.ChainState;
import io.tallystick.ledger.LedgerCheckpoint;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One checkpoint under way: pages come from the apply thread, the chain's state from the sealing
 * thread.
 */
final class CheckpointJob {
  private static final int PARTS = 2;

  private final LedgerCheckpoint copying;
  private final CheckpointTarget.Writing writing;
  private final long logIndex;
  private final long logTerm;
  private final boolean unitOpen;
  private final Consumer<CheckpointJob> whole;
  private final AtomicInteger partsDone = new AtomicInteger();
  private volatile ChainState chain;

  CheckpointJob(
      LedgerCheckpoint copying,
      CheckpointTarget.Writing writing,
      long logIndex,
      long logTerm,
      boolean unitOpen,
      Consumer<CheckpointJob> whole) {
    this.copying = copying;
    this.writing = writing;
    this.logIndex = logIndex;
    this.logTerm = logTerm;
    this.unitOpen = unitOpen;
    this.whole = whole;
  }

  /** Copies a slice of pages; returns whether the ledger's part is over. Apply thread. */
  boolean copySlice(int pagesMax) {
    if (!copying.copySlice(pagesMax)) {
      return false;
    }
    partDone();
    return true;
  }

  /** The batch is sealed and in the local files. Sealing thread. */
  void sealed(ChainState state) {
    chain = state;
    partDone();
  }

  private void partDone() {
    if (partsDone.incrementAndGet() == PARTS) {
      whole.accept(this);
    }
  }

  long height() {
    return chain.head().height();
  }

  long logIndex() {
    return logIndex;
  }

  /** Writes it down; in background. */
  void commit() {
    writing.commit(new CheckpointState(copying.meta(), chain, logIndex, logTerm, unitOpen));
  }
}
