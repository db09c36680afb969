package io.tallystick.batch;

import io.tallystick.base.Checks;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.merkle.MerkleLog;
import io.tallystick.batch.merkle.Sha256;
import io.tallystick.batch.merkle.SubtreeStore;

/**
 * Seals batch after batch: adds the records to the Merkle log, links the header to the one before,
 * hashes it. One instance serves one thread; after a failure it is of no further use.
 */
public final class Sealer {
  private final MerkleLog log;
  private final Sha256 sha = new Sha256();
  private final byte[] preamble = new byte[SealedBatch.PREAMBLE_BYTES];
  private final byte[] digest = new byte[Hash.BYTES];
  private ChainHead head;

  /** Goes on from a state; the store holds the subtree roots of its records, or more. */
  public Sealer(ChainState state, SubtreeStore store) {
    head = state.head();
    log = state.merkleLog(store);
  }

  /**
   * Seals the next batch.
   *
   * @return its header; {@link #preamble()} and {@link #head()} are the batch's until the next call
   * @throws io.tallystick.base.TallystickException INTERNAL if the draft does not fit the chain;
   *     DAMAGED {@code subtree_differs} if the store has other subtree roots of these records
   */
  public BatchHeader seal(BatchDraft draft) {
    Checks.inRange(
        draft.recordCount(),
        0,
        (long) draft.eventCount() + BatchLimits.EXPIRED_MAX,
        "records of a batch");
    Checks.that((draft.flags() & ~BatchFlags.KNOWN) == 0, "batch flags are known");
    log.append(draft.records(), draft.recordsOffset(), draft.recordCount());
    log.root(digest, 0);
    BatchHeader header =
        new BatchHeader(
            draft.rulesVersion(),
            draft.flags(),
            head.groupId(),
            head.epoch(),
            head.height() + 1,
            draft.term(),
            head.recordCount(),
            draft.stampNs(),
            draft.recordCount(),
            draft.eventCount(),
            draft.sideBytes(),
            draft.refusalDigest(),
            sideDigest(draft),
            head.hash(),
            Hash.of(digest, 0),
            draft.balanceCheckLow(),
            draft.balanceCheckHigh());
    head.check(header)
        .ifPresent(fault -> Checks.that(false, "a draft follows its chain: " + fault));
    header.encode(preamble, 0);
    sha.update(preamble, 0, BatchHeader.BYTES);
    sha.finish(preamble, BatchHeader.BYTES);
    head = ChainHead.after(header, Hash.of(preamble, BatchHeader.BYTES));
    return header;
  }

  private Hash sideDigest(BatchDraft draft) {
    if (draft.sideBytes() == 0) {
      return Hash.OF_NOTHING;
    }
    byte[] out = new byte[Hash.BYTES];
    sha.update(draft.side(), draft.sideOffset(), draft.sideBytes());
    sha.finish(out, 0);
    return Hash.of(out, 0);
  }

  /**
   * Header and hash of the batch sealed last, {@link SealedBatch#PREAMBLE_BYTES} bytes that stand
   * before its records; one array, reused by the next call.
   */
  public byte[] preamble() {
    return preamble;
  }

  /** The chain's end. */
  public ChainHead head() {
    return head;
  }

  /** The chain's end with the frontier, for a checkpoint. */
  public ChainState state() {
    return new ChainState(head, log.frontier());
  }
}
