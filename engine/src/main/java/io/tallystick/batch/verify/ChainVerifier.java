package io.tallystick.batch.verify;

import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.BatchFault;
import io.tallystick.batch.BatchHeader;
import io.tallystick.batch.ChainHead;
import io.tallystick.batch.ChainState;
import io.tallystick.batch.SealedBatch;
import io.tallystick.batch.SealedBatchChecker;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.merkle.MerkleLog;
import io.tallystick.batch.merkle.NoSubtreeStore;
import io.tallystick.batch.merkle.SubtreePositions;
import io.tallystick.batch.merkle.SubtreeStore;
import java.util.Optional;
import java.util.UUID;

/**
 * Walks a chain from its start and stops at the first thing that is wrong. For each batch, in this
 * order: its own bytes ({@link SealedBatchChecker}), the link to the batch before ({@link
 * ChainHead#check}), the epoch, the Merkle root recomputed from all records, an expected hash, the
 * replay of its records. At the end: whether the chain reaches the heights that it must.
 *
 * <p>The refusal digest is taken as given: only the entry, which the ordering log holds, could show
 * it wrong. One instance verifies one chain.
 */
public final class ChainVerifier {
  private final VerifyPlan plan;
  private final SealedBatchSource source;
  private final SealedBatchChecker checker = new SealedBatchChecker();
  private final Optional<KeptSubtrees> keptSubtrees;
  private final byte[] root = new byte[Hash.BYTES];
  // Absent until the first batch names the group, where the plan does not.
  private Optional<ChainHead> head;
  private final MerkleLog log;
  private long heights;

  /** A verification of what the source gives against the plan. */
  public ChainVerifier(VerifyPlan plan, SealedBatchSource source) {
    this.plan = plan;
    this.source = source;
    this.keptSubtrees = plan.subtrees().map(KeptSubtrees::new);
    this.head = plan.start().map(ChainState::head);
    long size = head.map(ChainHead::recordCount).orElse(0L);
    SubtreeStore store =
        keptSubtrees
            .<SubtreeStore>map(kept -> kept)
            .orElseGet(() -> new NoSubtreeStore(SubtreePositions.count(size)));
    this.log =
        plan.start().map(state -> state.merkleLog(store)).orElseGet(() -> new MerkleLog(store));
  }

  /** Verifies to the end or to the first failure. */
  public VerifyResult verify() {
    Optional<ChainFailure> failure = startFailure();
    while (failure.isEmpty()) {
      Optional<SourcedBatch> next;
      try {
        next = source.next();
      } catch (TallystickException e) {
        failure = Optional.of(unreadable(e));
        break;
      }
      if (next.isEmpty()) {
        failure = endFault().map(fault -> here(dueHeight(), fault));
        break;
      }
      SourcedBatch batch = next.get();
      long due = dueHeight();
      failure =
          checkBatch(batch)
              .map(fault -> new ChainFailure(due, fault, batch.place(), batch.placeOffset()));
    }
    return new VerifyResult(heights, state(), failure);
  }

  private long dueHeight() {
    return head.map(ChainHead::height).orElse(0L) + 1;
  }

  private ChainState state() {
    ChainHead end = head.orElseGet(() -> ChainHead.genesis(new UUID(0, 0), 1));
    return new ChainState(end, log.frontier());
  }

  private ChainFailure here(long height, BatchFault fault) {
    return new ChainFailure(height, fault, source.place(), source.placeOffset());
  }

  private ChainFailure unreadable(TallystickException e) {
    if (e.kind() != ErrorKind.DAMAGED) {
      throw e;
    }
    return here(dueHeight(), new BatchFault(0, 0, e.code(), "a readable batch", e.getMessage()));
  }

  /** A start that lies at an expected height has to have its hash. */
  private Optional<ChainFailure> startFailure() {
    long startHeight = dueHeight() - 1;
    for (long expected : plan.expectedHashes().keySet()) {
      Checks.that(
          expected >= Math.max(1, startHeight), "an expected height lies in what is verified");
    }
    return head.flatMap(
        start ->
            expectedHashFault(start.height(), start.hash())
                .map(fault -> here(start.height(), fault)));
  }

  private Optional<BatchFault> checkBatch(SourcedBatch sourced) {
    Optional<BatchFault> fault = checker.check(sourced.bytes(), sourced.offset(), sourced.length());
    if (fault.isPresent()) {
      return fault;
    }
    SealedBatch batch = SealedBatch.ofChecked(sourced.bytes(), sourced.offset());
    BatchHeader header = batch.header();
    ChainHead before =
        head.orElseGet(
            () -> ChainHead.genesis(plan.groupId().orElse(header.groupId()), header.epoch()));
    fault = before.check(header);
    if (fault.isEmpty()) {
      fault = epochFault(before, header);
    }
    if (fault.isEmpty()) {
      fault = merkleFault(batch);
    }
    if (fault.isEmpty()) {
      fault = expectedHashFault(header.height(), batch.hash());
    }
    if (fault.isEmpty()) {
      fault = plan.replay().replay(batch);
    }
    if (fault.isEmpty()) {
      head = Optional.of(ChainHead.after(header, batch.hash()));
      heights++;
      plan.listener().verified(header.height(), header.recordsThrough());
    }
    return fault;
  }

  private Optional<BatchFault> epochFault(ChainHead before, BatchHeader header) {
    boolean starts = before.height() == 0 || header.epoch() > before.epoch();
    if (!starts || plan.epochStarts().isEmpty()) {
      return Optional.empty();
    }
    Long restored = plan.epochStarts().get().get(header.epoch());
    if (restored != null && restored == before.height()) {
      return Optional.empty();
    }
    String expected = restored == null ? "a known epoch" : "a start behind height " + restored;
    return Optional.of(
        header.fieldFault("epoch", expected, header.epoch() + " behind height " + before.height()));
  }

  private Optional<BatchFault> merkleFault(SealedBatch batch) {
    BatchHeader header = batch.header();
    try {
      log.append(batch.bytes(), batch.recordOffset(0), header.recordCount());
    } catch (TallystickException e) {
      if (e.kind() != ErrorKind.DAMAGED) {
        throw e;
      }
      return Optional.of(batch.recordsFault(e.code(), "the kept subtree root", e.getMessage()));
    }
    log.root(root, 0);
    if (header.merkleRoot().matches(root, 0)) {
      return Optional.empty();
    }
    return Optional.of(
        batch.recordsFault(
            "merkle_root", header.merkleRoot().toString(), Hash.of(root, 0).toString()));
  }

  private Optional<BatchFault> expectedHashFault(long height, Hash found) {
    Hash expected = plan.expectedHashes().get(height);
    if (expected == null || expected.equals(found)) {
      return Optional.empty();
    }
    return Optional.of(
        new BatchFault(
            0, SealedBatch.PREAMBLE_BYTES, "expected_hash", expected.toString(), found.toString()));
  }

  private Optional<BatchFault> endFault() {
    long end = dueHeight() - 1;
    if (end < plan.reachesHeight()) {
      String expected = "height " + plan.reachesHeight();
      Hash hash = plan.expectedHashes().get(plan.reachesHeight());
      return Optional.of(
          new BatchFault(
              0,
              0,
              "cut_end",
              hash == null ? expected : expected + " with hash " + hash,
              "the end behind height " + end));
    }
    long wanted = SubtreePositions.count(log.size());
    return keptSubtrees
        .filter(kept -> kept.missing() > 0)
        .map(
            kept ->
                new BatchFault(
                    0, 0, "subtrees_missing", wanted + " roots", kept.keptCount() + " roots"));
  }
}
