package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.ChainState;
import io.tallystick.node.cluster.MemberLink;
import io.tallystick.node.cluster.MemberMessage;
import io.tallystick.node.cluster.PeerBatchSource;
import io.tallystick.persistence.segment.SealedBatchStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a replica that lacks entries which the leader's log no longer holds up to a state from
 * which the log goes on: the missing batches come from the leader, each verified as a rebuild does,
 * so that the local history is as complete as any.
 *
 * <p>A crash in the middle leaves batches that the next start finds and goes on from.
 */
final class CatchUp {
  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

  /** How long the leader may take to say where the log may start, ms. */
  private static final long OFFER_MS = 30_000;

  private final LocalStore store;
  private final MemberLink link;
  private final int self;
  private final int leader;

  CatchUp(LocalStore store, MemberLink link, int self, int leader) {
    this.store = store;
    this.link = link;
    this.self = self;
    this.leader = leader;
  }

  /** What was brought: the ledger's state, and where the log must start. */
  record Caught(LocalStore.Restored restored, MemberMessage.StartAt start) {}

  /**
   * Fetches and applies; the batches are durable on return. The log is untouched.
   *
   * @throws TallystickException UNAVAILABLE if the leader does not answer; DAMAGED ({@code
   *     peer_chain_differs}, {@code segments_damaged}) if the batches do not continue the local
   *     ones
   */
  Caught run(StartProgress progress) {
    SealedBatchStore segments = store.store();
    // The ledger's checkpoint may be older than the last stored batch.
    store.replayStored(store.newest().logIndex());
    LocalStore.Restored from = store.newest();
    MemberMessage.StartAt start =
        NodeFutures.await(
            link.ask(
                leader,
                MemberMessage.StartAt.class,
                number -> new MemberMessage.WantStart(self, number),
                OFFER_MS),
            2 * OFFER_MS / 1_000,
            "the leader to offer its history");
    progress.step(
        "fetching batches "
            + (segments.lastHeight() + 1)
            + " to "
            + start.height()
            + " from node "
            + leader);
    ChainState end = fetch(from, start.height());
    segments.forceAll();
    LOG.info(
        "brought up to height {} from node {}; the log goes on after entry {}",
        end.head().height(),
        leader,
        start.start().index());
    return new Caught(
        new LocalStore.Restored(
            from.ledger(),
            end,
            start.start().index(),
            SegmentReplay.unitOpenAt(segments, end.head().height())),
        start);
  }

  private ChainState fetch(LocalStore.Restored from, long height) {
    long reached = from.chain().head().height();
    return ChainWalk.to(
        height,
        from.chain(),
        new PeerBatchSource(link, self, leader, reached, height),
        StoreRestorer.after(store.store(), store.index(), from.ledger(), from.chain()),
        what ->
            TallystickException.of(
                ErrorKind.DAMAGED,
                "peer_chain_differs",
                "node "
                    + leader
                    + "'s batches after height "
                    + reached
                    + " do not continue this node's history: "
                    + what));
  }
}
