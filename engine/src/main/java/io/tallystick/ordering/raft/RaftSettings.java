package io.tallystick.ordering.raft;

import java.util.ArrayList;
import java.util.List;

/**
 * Times and bounds of the core.
 *
 * @param heartbeatMs how often a leader shows itself, ms
 * @param electionTimeoutMinMs shortest time without a leader before an election, ms; also how long
 *     a follower that hears a leader refuses to vote, and how often a leader counts its followers
 * @param electionTimeoutMaxMs longest time, ms; each wait is drawn anew between the two
 * @param entryBytesMax largest payload of one entry, bytes
 * @param appendBytesMax payload bytes of one append message (one entry may be larger alone)
 * @param followerWindowBytes payload bytes on the way to one follower
 * @param followerWindowAppends append messages on the way to one follower
 * @param waitingReadsMax read barriers that wait for confirmation
 * @param promotionLagMax how many entries a learner may lack when it becomes a voter
 */
public record RaftSettings(
    int heartbeatMs,
    int electionTimeoutMinMs,
    int electionTimeoutMaxMs,
    int entryBytesMax,
    int appendBytesMax,
    long followerWindowBytes,
    int followerWindowAppends,
    int waitingReadsMax,
    int promotionLagMax) {

  /** What a group runs with unless told otherwise. */
  public static RaftSettings defaults() {
    return new RaftSettings(100, 500, 1_000, 4 << 20, 2 << 20, 16L << 20, 128, 65_536, 1_000);
  }

  /** Every rule that these values break, in words; empty if none. */
  public List<String> problems() {
    List<String> found = new ArrayList<>();
    require(found, heartbeatMs >= 1, "heartbeatMs must be 1 or more");
    require(
        found,
        electionTimeoutMinMs >= 3 * heartbeatMs,
        "electionTimeoutMinMs must be at least three times heartbeatMs");
    require(
        found,
        electionTimeoutMaxMs > electionTimeoutMinMs,
        "electionTimeoutMaxMs must be above electionTimeoutMinMs");
    require(found, entryBytesMax >= 1_024, "entryBytesMax must be 1,024 or more");
    require(found, appendBytesMax >= 1_024, "appendBytesMax must be 1,024 or more");
    require(
        found,
        followerWindowBytes >= Math.max(entryBytesMax, appendBytesMax),
        "followerWindowBytes must hold one entry and one append message");
    require(found, followerWindowAppends >= 1, "followerWindowAppends must be 1 or more");
    require(found, waitingReadsMax >= 1, "waitingReadsMax must be 1 or more");
    require(found, promotionLagMax >= 0, "promotionLagMax must be 0 or more");
    return found;
  }

  private static void require(List<String> found, boolean holds, String rule) {
    if (!holds) {
      found.add("raft." + rule);
    }
  }
}
