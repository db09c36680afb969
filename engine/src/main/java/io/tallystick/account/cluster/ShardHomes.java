package io.tallystick.account.cluster;

import akka.actor.Address;
import io.tallystick.base.Checks;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Which shards surely answer. What Akka Cluster Sharding is given for a shard waits, or is lost,
 * while that shard's node is unreachable, and while its coordinator is; and it tells nobody which
 * shards these are. So each shard's witness is asked, anew in each <em>round</em>: a round begins
 * with every change of who is reachable. A shard is open once it answered in this round. Pure but
 * for its own memory; times are {@link System#nanoTime()}.
 */
final class ShardHomes {
  /** How soon a shard that has not answered is asked again. */
  static final long ASK_AGAIN_MS = 500;

  /**
   * How soon a shard that has answered is asked again: sharding forgets the place of a shard that
   * moves, and can learn it only while its coordinator is there.
   */
  static final long REFRESH_MS = 2_000;

  /** How long after the begin of a round commands wait for a shard's answer. */
  static final long PATIENCE_MS = 1_000;

  /** What becomes of a command. */
  enum Way {
    /** Its shard answered. */
    SEND,
    /** Its shard will answer at once if it can. */
    HOLD,
    /** Its shard has not answered for a while: surely nothing was sent. */
    REFUSE
  }

  private static final class Shard {
    private long answeredIn;
    private Address home;
    private long askedIn;
    private long askedAtNanos;
  }

  private final Shard[] shards;
  private final Set<Address> unreachable = new HashSet<>();
  private long round;
  private long begunAtNanos;

  ShardHomes(int count, long nowNanos) {
    shards = new Shard[count];
    for (int shard = 0; shard < count; shard++) {
      shards[shard] = new Shard();
    }
    begunAtNanos = nowNanos;
    round = 1;
  }

  /** All is asked anew: a round begins. */
  void begin(long nowNanos) {
    round++;
    begunAtNanos = nowNanos;
  }

  long round() {
    return round;
  }

  /** A node cannot be reached: whatever is known has to be asked anew. */
  void unreachable(Address node, long nowNanos) {
    if (unreachable.add(node)) {
      begin(nowNanos);
    }
  }

  /** A node can be reached again. */
  void reachable(Address node, long nowNanos) {
    if (unreachable.remove(node)) {
      begin(nowNanos);
    }
  }

  /** A node left the cluster: what was there finds another place. */
  void removed(Address node, long nowNanos) {
    unreachable.remove(node);
    begin(nowNanos);
  }

  /**
   * A shard answered.
   *
   * @return whether that opens it: the answer to an earlier round does not
   */
  boolean answered(Here here) {
    if (here.round() != round || unreachable.contains(here.home())) {
      return false;
    }
    Shard shard = at(here.shard());
    shard.answeredIn = round;
    shard.home = here.home();
    return true;
  }

  private Shard at(int number) {
    Checks.that(number >= 0 && number < shards.length, "a shard has a number below their count");
    return shards[number];
  }

  Way way(int shard, long nowNanos) {
    if (at(shard).answeredIn == round) {
      return Way.SEND;
    }
    return nowNanos - begunAtNanos < TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS)
        ? Way.HOLD
        : Way.REFUSE;
  }

  /** Where an open shard is. */
  Optional<Address> home(int shard) {
    return at(shard).answeredIn == round ? Optional.of(at(shard).home) : Optional.empty();
  }

  /** Whether a shard has to be asked now; it counts as asked then. */
  boolean ask(int number, long nowNanos) {
    Shard shard = at(number);
    long pauseMs = shard.answeredIn == round ? REFRESH_MS : ASK_AGAIN_MS;
    if (shard.askedIn == round
        && nowNanos - shard.askedAtNanos < TimeUnit.MILLISECONDS.toNanos(pauseMs)) {
      return false;
    }
    shard.askedIn = round;
    shard.askedAtNanos = nowNanos;
    return true;
  }
}
