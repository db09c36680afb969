package io.tallystick.simulation.node;

import io.tallystick.ledger.LedgerLimits;
import io.tallystick.ordering.OrderingSettings;
import io.tallystick.ordering.log.LogOwner;
import io.tallystick.ordering.log.LogSettings;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.RaftSettings;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ring.SteppedSettings;

/**
 * Sizes and times of a simulated node: so small that windows, groups, segments, checkpoints and
 * rings are filled and passed all the time.
 */
public final class Bounds {
  /** Most rows of one body. */
  public static final int BODY_ROWS_MAX = 24;

  /** The ledger's limits, the model's as well. */
  public static final LedgerLimits LEDGER = new LedgerLimits(60, 120, 4);

  /** Batches that can be between apply and seal. */
  public static final int COMMIT_SLOTS = 3;

  static final int TICK_MS = 20;

  private static final int BODIES_PER_BATCH_MAX = 8;
  private static final int ENTRY_BYTES_MAX = 32 << 10;
  private static final long CLOCK_JUMP_MAX_MS = 3_600_000;

  static final LogSettings LOG = new LogSettings(128 << 10, ENTRY_BYTES_MAX, 48 << 10, 24 << 10);

  static final SteppedSettings PIPELINES =
      new SteppedSettings(
          32, BODIES_PER_BATCH_MAX, 3, 4 << 10, 400, 48 << 10, 6, CLOCK_JUMP_MAX_MS);

  private Bounds() {}

  /**
   * The order's settings for one replica.
   *
   * @param appendBytesMax payload bytes of one append message
   */
  static OrderingSettings ordering(ReplicaId self, Membership members, int appendBytesMax) {
    RaftSettings raft =
        new RaftSettings(
            50, 250, 500, ENTRY_BYTES_MAX, appendBytesMax, 2 * ENTRY_BYTES_MAX, 6, 64, 1_000);
    return new OrderingSettings(
        new LogOwner("sim", self), members, raft, LOG, 16L * ENTRY_BYTES_MAX, 1_000, 2_000);
  }
}
