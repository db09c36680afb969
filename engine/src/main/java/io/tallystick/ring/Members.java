package io.tallystick.ring;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Who belongs to the group, and changes of it. Any node may be asked; the leader acts. */
public interface Members {
  /** As this node knows it, from memory. */
  View view();

  /**
   * As {@link #view}, once everything that was settled before is known here, so that no change of
   * members and no new leader is missing.
   *
   * @return fails with UNAVAILABLE if no leader confirms it, or UNPROCESSABLE ({@code
   *     not_a_cluster})
   */
  CompletionStage<View> settledView();

  /**
   * Lets a node join that was started to do so. It gets a vote once its history is complete.
   *
   * @param address {@code host:port} of its remoting
   * @return completes when the leader has heard it; fails with UNPROCESSABLE ({@code
   *     not_a_cluster}, {@code membership_not_possible}) or UNAVAILABLE ({@code no_leader})
   */
  CompletionStage<Void> add(int node, String address);

  /**
   * Removes a member, one at a time.
   *
   * @return completes when the removal is settled; fails as {@link #add}, with NOT_FOUND ({@code
   *     node_not_found}) or OUTCOME_UNKNOWN
   */
  CompletionStage<Void> remove(int node);

  /**
   * Hands leadership over.
   *
   * @return completes once the node leads; fails as {@link #remove}, or with UNAVAILABLE ({@code
   *     transfer_failed})
   */
  CompletionStage<Void> lead(int node);

  /**
   * The group.
   *
   * @param self the node that was asked
   * @param leader the node that leads; 0 while none is known
   * @param membersIndex grows with every change of the members
   * @param commitIndex settled up to this log entry
   */
  record View(
      int self, int leader, long term, long membersIndex, long commitIndex, List<Row> nodes) {
    /** Names leader and members as they stand: never the same again once either has changed. */
    public String version() {
      return term + "." + membersIndex;
    }
  }

  /**
   * One member.
   *
   * @param role {@code leader}, {@code follower}, {@code learner}
   * @param address {@code host:port} of its remoting; empty where there is none
   * @param url of its HTTP; empty while not known
   * @param matchIndex its log equals the leader's up to here; {@link #UNKNOWN} where the node that
   *     was asked does not lead
   * @param active whether it was heard of lately
   */
  record Row(
      int node,
      String role,
      boolean voter,
      String address,
      String url,
      long matchIndex,
      boolean active) {
    /** Only the leader knows. */
    public static final long UNKNOWN = -1;
  }
}
