package io.tallystick.batch.verify;

import io.tallystick.base.Checks;
import io.tallystick.batch.ChainState;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.merkle.SubtreeStore;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What a verification starts from and holds the chain against. */
public final class VerifyPlan {
  private final Map<Long, Hash> expectedHashes = new TreeMap<>();
  private Optional<ChainState> start = Optional.empty();
  private Optional<UUID> groupId = Optional.empty();
  private Optional<Map<Long, Long>> epochStarts = Optional.empty();
  private Optional<SubtreeStore> subtrees = Optional.empty();
  private long reachesHeight;
  private RecordReplay replay = RecordReplay.NONE;
  private VerifyListener listener = VerifyListener.NONE;

  private VerifyPlan() {}

  /** From height 1, of whatever group the first batch names. */
  public static VerifyPlan fromGenesis() {
    return new VerifyPlan();
  }

  /** From behind a state that is known to be right. */
  public static VerifyPlan from(ChainState state) {
    VerifyPlan plan = new VerifyPlan();
    plan.start = Optional.of(state);
    return plan;
  }

  /** The group must be this one. */
  public VerifyPlan group(UUID id) {
    groupId = Optional.of(id);
    return this;
  }

  /**
   * The epochs that exist, each with the height that it was restored to (0 for the first): a batch
   * may only start an epoch right behind that height. Without this call epochs may rise anywhere.
   */
  public VerifyPlan epochs(Map<Long, Long> restoredHeights) {
    epochStarts = Optional.of(Map.copyOf(restoredHeights));
    return this;
  }

  /** The chain must have this height with this hash. May be called for several heights. */
  public VerifyPlan expect(long height, Hash hash) {
    Checks.that(height >= 1, "an expected height is 1 or more");
    expectedHashes.put(height, hash);
    return reaches(height);
  }

  /** The chain must reach this height; a shorter one is cut. */
  public VerifyPlan reaches(long height) {
    reachesHeight = Math.max(reachesHeight, height);
    return this;
  }

  /** The kept subtree roots must be those of the records. Only read. */
  public VerifyPlan subtrees(SubtreeStore store) {
    subtrees = Optional.of(store);
    return this;
  }

  /** Replays the records to balances. */
  public VerifyPlan replay(RecordReplay recordReplay) {
    replay = recordReplay;
    return this;
  }

  /** Tells how far it is. */
  public VerifyPlan listener(VerifyListener verifyListener) {
    listener = verifyListener;
    return this;
  }

  Optional<ChainState> start() {
    return start;
  }

  Optional<UUID> groupId() {
    return groupId;
  }

  Optional<Map<Long, Long>> epochStarts() {
    return epochStarts;
  }

  Optional<SubtreeStore> subtrees() {
    return subtrees;
  }

  Map<Long, Hash> expectedHashes() {
    return expectedHashes;
  }

  long reachesHeight() {
    return reachesHeight;
  }

  RecordReplay replay() {
    return replay;
  }

  VerifyListener listener() {
    return listener;
  }
}
