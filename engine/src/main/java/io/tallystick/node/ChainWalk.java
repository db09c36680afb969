package io.tallystick.node;

import io.tallystick.base.TallystickException;
import io.tallystick.batch.ChainHead;
import io.tallystick.batch.ChainState;
import io.tallystick.batch.verify.ChainVerifier;
import io.tallystick.batch.verify.RecordReplay;
import io.tallystick.batch.verify.SealedBatchSource;
import io.tallystick.batch.verify.VerifyPlan;
import io.tallystick.batch.verify.VerifyResult;
import java.util.function.Function;

/** Goes on from where a chain stands over batches that others stored, each verified. */
final class ChainWalk {
  private ChainWalk() {}

  /**
   * Verifies and replays up to a height.
   *
   * @param from where the chain stands; its epoch is kept if the batches end in an earlier one
   * @param damaged makes the error out of what is wrong
   * @return the end; {@code from} itself if it is there already
   */
  static ChainState to(
      long height,
      ChainState from,
      SealedBatchSource source,
      RecordReplay replay,
      Function<String, TallystickException> damaged) {
    ChainHead begin = from.head();
    if (begin.height() >= height) {
      return from;
    }
    // Without a batch the head's epoch is the group's newest, and the first batches may be older.
    VerifyPlan plan =
        begin.height() == 0
            ? VerifyPlan.fromGenesis().group(begin.groupId())
            : VerifyPlan.from(from);
    VerifyResult result = new ChainVerifier(plan.reaches(height).replay(replay), source).verify();
    if (result.failure().isPresent()) {
      throw damaged.apply(result.failure().get().toString());
    }
    ChainHead head = result.state().head();
    return head.epoch() < begin.epoch()
        ? new ChainState(head.inEpoch(begin.epoch()), result.state().frontier())
        : result.state();
  }
}
