package io.tallystick.node.cluster;

import io.tallystick.base.ErrorKind;
import io.tallystick.ordering.raft.LogStart;
import io.tallystick.ordering.raft.ReplicaId;
import java.util.Optional;

/**
 * What nodes of a cluster say to each other beside the order itself. Any message may be lost or
 * repeated: requests only read, and {@link Hello} is said again.
 */
public sealed interface MemberMessage {
  /** Number of the node that sent it. */
  int from();

  /** An answer names the request that it belongs to. */
  sealed interface Answer extends MemberMessage {
    /** As in the request. */
    long request();
  }

  /** Who are you, and which group do you belong to? Answered by {@link IAm}. */
  record WhoAreYou(int from, long request) implements MemberMessage {}

  /**
   * A node and what it holds.
   *
   * @param replica its number and incarnation
   * @param founding its group; empty for a node without history
   * @param logFirstIndex oldest entry of its log; 0 while the log is not open
   * @param leads whether it leads the group
   */
  record IAm(
      int from,
      long request,
      ReplicaId replica,
      Optional<Founding> founding,
      long logFirstIndex,
      boolean leads)
      implements Answer {}

  /** From where could a log start that gets everything before as batches? {@link StartAt}. */
  record WantStart(int from, long request) implements MemberMessage {}

  /**
   * An offer to a node that lacks history.
   *
   * @param start where its log may start
   * @param height batches up to this one hold everything up to there
   */
  record StartAt(int from, long request, LogStart start, long height) implements Answer {}

  /** Sealed batches after a height, as many as the bytes allow but one at least. */
  record WantBatches(int from, long request, long afterHeight, int bytesMax)
      implements MemberMessage {}

  /**
   * Consecutive sealed batches.
   *
   * @param firstHeight height of the first
   * @param lengths bytes of each; none if there is none after that height
   * @param bytes the batches one behind the other, as docs/batch-format.md has them
   */
  record Batches(int from, long request, long firstHeight, int[] lengths, byte[] bytes)
      implements Answer {}

  /** The request cannot be answered now. */
  record Refused(int from, long request, ErrorKind kind, String code, String message)
      implements Answer {}

  /**
   * An operator's word, passed on to the leader. Answered by {@link Done}.
   *
   * @param act what to do
   * @param node about which node
   * @param address its remoting, for {@link Act#ADD}; else empty
   */
  record Ordered(int from, long request, Act act, int node, String address)
      implements MemberMessage {}

  /** What an operator may want of the members. The order of the constants is on the wire. */
  enum Act {
    ADD,
    REMOVE,
    LEAD
  }

  /** It was done. */
  record Done(int from, long request) implements Answer {}

  /** The leader's members do not hold the receiver any more, though its own log says so. */
  record Removed(int from, ReplicaId replica) implements MemberMessage {}

  /**
   * I am here; said every second.
   *
   * @param replica number and incarnation
   * @param address {@code host:port} of its remoting
   * @param url of its HTTP; empty where it is not known yet
   * @param member whether it is a member by its own log
   * @param complete whether its local history is whole and checked up to its log
   * @param room whether it has disk left to lead
   */
  record Hello(
      int from,
      ReplicaId replica,
      String address,
      String url,
      boolean member,
      boolean complete,
      boolean room)
      implements MemberMessage {}
}
