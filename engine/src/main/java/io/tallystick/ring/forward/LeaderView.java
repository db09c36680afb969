package io.tallystick.ring.forward;

/** Who leads the group, as far as this node knows. Asked for every body: from memory, at once. */
@FunctionalInterface
public interface LeaderView {
  /** The newest known leader, or null while none is known. */
  Leader leader();

  /**
   * The leader of a term.
   *
   * @param node its node's number
   * @param here whether that is this node
   * @param history stands for the group's random id and epoch: a node of another history must not
   *     take what was meant for this one
   */
  record Leader(int node, long term, boolean here, long history) {}
}
