package io.tallystick.ring;

import io.tallystick.ledger.PageSink;

/** Where checkpoints are written to. One at a time. */
public interface CheckpointTarget {
  /** A checkpoint that is being written. */
  interface Writing {
    /** Takes the ledger's pages, on the apply thread. */
    PageSink pages();

    /** Tells how many pages each section has; before the first page. */
    void sections(long[] pages);

    /**
     * Makes the checkpoint durable once all pages are in and everything sealed through its height
     * is durable; in background.
     */
    void commit(CheckpointState state);

    /** Gives it up. */
    void abort();
  }

  /** Begins a checkpoint. */
  Writing begin(long height);
}
