package io.tallystick.node.cluster;

import java.util.concurrent.CompletionStage;

/** What a node tells and gives to others. Calls come from the actor's thread and return at once. */
public interface MemberService {
  /** Who this node is now. */
  MemberMessage.IAm whoAmI(long request);

  /**
   * Where a log may start that gets everything before it as batches.
   *
   * @return fails with {@code TallystickException} if it cannot be said now
   */
  CompletionStage<MemberMessage.StartAt> start(long request);

  /**
   * Sealed batches of the local store; at least one if there is one.
   *
   * @return fails with {@code TallystickException} if they cannot be read now
   */
  CompletionStage<MemberMessage.Batches> batches(MemberMessage.WantBatches wanted);

  /**
   * Does what an operator asked of another node, on the leader.
   *
   * @return fails with {@code TallystickException} if it was not done
   */
  CompletionStage<Void> ordered(MemberMessage.Ordered order);

  /** The leader says that a replica of this node is no member any more. */
  void removed(MemberMessage.Removed removed);

  /** Another node announced itself. */
  void hello(MemberMessage.Hello hello);
}
