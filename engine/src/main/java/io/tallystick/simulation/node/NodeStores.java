package io.tallystick.simulation.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.ChainState;
import io.tallystick.ledger.Ledger;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.StorageFailure;
import io.tallystick.persistence.index.IdTable;
import io.tallystick.persistence.segment.SealedBatchStore;
import io.tallystick.ring.BatchLinks;
import io.tallystick.ring.LedgerPast;
import io.tallystick.ring.SettledIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The local files of a simulated node, opened as a node opens them: segments checked from the
 * newest checkpoint on and cut to the last whole batch, ids entered anew from the records, the
 * ledger as of the newest whole checkpoint.
 */
final class NodeStores {
  static final Path SEGMENTS = Path.of("/data/segments");
  static final Path CHECKPOINTS = Path.of("/data/checkpoints");

  final SealedBatchStore store;
  final SimulatedCheckpoints checkpoints;
  final LedgerPast past;
  final Ledger ledger;
  final ChainState chain;
  final long logIndex;
  final boolean unitOpen;

  private NodeStores(
      SealedBatchStore store,
      SimulatedCheckpoints checkpoints,
      LedgerPast past,
      SimulatedCheckpoints.Loaded loaded,
      UUID group) {
    this.store = store;
    this.checkpoints = checkpoints;
    this.past = past;
    boolean fresh = loaded == null;
    this.ledger =
        fresh
            ? new Ledger(Bounds.LEDGER, past.lookup())
            : Ledger.restore(Bounds.LEDGER, past.lookup(), loaded.pages());
    this.chain = fresh ? ChainState.genesis(group, 1) : loaded.chain();
    this.logIndex = fresh ? 0 : loaded.logIndex();
    this.unitOpen = !fresh && loaded.unitOpen();
  }

  /**
   * Opens everything.
   *
   * @throws TallystickException DAMAGED if something durable is not what was written
   */
  static NodeStores open(FileAccess files, UUID group, NodeBuild build) {
    SimulatedCheckpoints checkpoints = new SimulatedCheckpoints(files, CHECKPOINTS);
    try {
      SealedBatchStore store =
          SealedBatchStore.open(
              SEGMENTS,
              BatchLinks.settings(),
              BatchLinks.CHECK,
              Math.max(1, checkpoints.newestHeight()),
              files);
      IdTable ids = idsOf(store, build);
      checkpoints.forceSegmentsWith(store::forceAll);
      LedgerPast past = new LedgerPast(store, ids, Bounds.COMMIT_SLOTS);
      NodeStores opened = new NodeStores(store, checkpoints, past, checkpoints.newest(), group);
      if (opened.chain.head().height() > store.lastHeight()) {
        throw TallystickException.of(
            ErrorKind.DAMAGED,
            "segments_behind_checkpoint",
            "checkpoint at " + opened.chain.head().height() + ", batches to " + store.lastHeight());
      }
      return opened;
    } catch (IOException e) {
      throw StorageFailure.reading(CHECKPOINTS, e);
    }
  }

  private static IdTable idsOf(SealedBatchStore store, NodeBuild build) {
    IdTable ids = build.ids(new MemoryIds());
    SettledIds.insertFrom(ids, store, 0);
    return ids;
  }
}
