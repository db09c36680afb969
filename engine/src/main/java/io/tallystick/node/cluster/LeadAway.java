package io.tallystick.node.cluster;

import io.tallystick.ordering.raft.FollowerStatus;
import io.tallystick.ordering.raft.ReplicaId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * When a leader whose disk is nearly full gives the lead away, and to whom: it goes on for as long
 * as it can, but takes no bodies, so that nobody would elect another. It tries rarely, and more
 * rarely each time, until it has room again: a lead that comes back to it must not go round and
 * round. Pure but for its own memory; times are {@link System#nanoTime()}.
 */
public final class LeadAway {
  /** Time between the first two tries; doubled with each, ms. */
  static final long PAUSE_MS = 5_000;

  /** The longest time between two tries, ms. */
  static final long PAUSE_MS_MAX = 320_000;

  private boolean tried;
  private long triedAtNanos;
  private long pauseMs = PAUSE_MS;

  /** There is room again: the next shortage is a new one. */
  public void room() {
    tried = false;
    pauseMs = PAUSE_MS;
  }

  /**
   * Decides, on a leader without room; what is returned counts as tried.
   *
   * @param followers as the leader knows them
   * @param present nodes that announced themselves lately
   */
  public Optional<ReplicaId> next(
      List<FollowerStatus> followers, Collection<MemberMessage.Hello> present, long nowNanos) {
    if (tried && nowNanos - triedAtNanos < TimeUnit.MILLISECONDS.toNanos(pauseMs)) {
      return Optional.empty();
    }
    Optional<ReplicaId> target =
        followers.stream()
            .filter(follower -> follower.voter() && follower.active() && !follower.behind())
            .filter(follower -> hasRoom(follower.replica(), present))
            .max(Comparator.comparingLong(FollowerStatus::matchIndex))
            .map(FollowerStatus::replica);
    if (target.isPresent()) {
      pauseMs = tried ? Math.min(2 * pauseMs, PAUSE_MS_MAX) : PAUSE_MS;
      tried = true;
      triedAtNanos = nowNanos;
    }
    return target;
  }

  private static boolean hasRoom(ReplicaId replica, Collection<MemberMessage.Hello> present) {
    return present.stream().anyMatch(hello -> hello.replica().equals(replica) && hello.room());
  }
}
