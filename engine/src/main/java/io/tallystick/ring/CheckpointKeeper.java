package io.tallystick.ring;

import io.tallystick.ledger.Ledger;
import io.tallystick.ledger.LedgerCheckpoint;
import io.tallystick.ordering.CommittedEntry;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins a checkpoint after every so many bytes of log, one at a time, and tells when one is
 * durable, so that the log can be cut.
 */
final class CheckpointKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointKeeper.class);

  private final CheckpointTarget target;
  private final long everyBytes;
  private final int pagesPerSlice;
  private final Executor background;
  private final LongConsumer durable;
  private final FatalFailure failures;
  private CheckpointJob copying;
  private long bytesSince;
  private volatile boolean underWay;
  private volatile boolean copyingNow;

  /**
   * @param durable told the log index of each checkpoint that became durable, in background
   */
  CheckpointKeeper(
      CheckpointTarget target,
      long everyBytes,
      int pagesPerSlice,
      Executor background,
      LongConsumer durable,
      FatalFailure failures) {
    this.target = target;
    this.everyBytes = everyBytes;
    this.pagesPerSlice = pagesPerSlice;
    this.background = background;
    this.durable = durable;
    this.failures = failures;
  }

  /** After each batch, on the apply thread: a checkpoint that begins with it, or null. */
  CheckpointJob afterBatch(Ledger ledger, CommittedEntry entry, long height, boolean unitOpen) {
    bytesSince += entry.length();
    if (underWay || bytesSince < everyBytes) {
      return null;
    }
    bytesSince = 0;
    underWay = true;
    CheckpointTarget.Writing writing = target.begin(height);
    LedgerCheckpoint copy = ledger.beginCheckpoint(writing.pages());
    writing.sections(LedgerCheckpoint.pagesOf(copy.meta()));
    copying = new CheckpointJob(copy, writing, entry.index(), entry.term(), unitOpen, this::whole);
    copyingNow = true;
    return copying;
  }

  /** Copies a bounded slice of a checkpoint under way; on the apply thread. */
  void copySlice() {
    if (copying != null && copying.copySlice(pagesPerSlice)) {
      copying = null;
      copyingNow = false;
    }
  }

  /** Whether the apply thread has pages to copy. */
  boolean isCopying() {
    return copyingNow;
  }

  private void whole(CheckpointJob job) {
    background.execute(
        () -> {
          try {
            job.commit();
            LOG.info("checkpoint at height {} is durable", job.height());
            durable.accept(job.logIndex());
            underWay = false;
          } catch (RuntimeException problem) {
            failures.report(problem);
          }
        });
  }
}
