package io.tallystick.ring.forward;

import io.tallystick.base.TallystickException;
import io.tallystick.ring.Body;
import io.tallystick.ring.Outcome;
import io.tallystick.ring.forward.LeaderView.Leader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The bodies that were sent and have no answer, and the decision when to give one up. Giving up
 * always means that the outcome is not known. For one thread.
 */
final class Outstanding {
  /** What the leader may be late by: it refuses what it has not proposed by the deadline. */
  private static final long ANSWER_GRACE_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long NOT_LOST = Long.MIN_VALUE;

  private final long leaderLostGraceNs;
  private final Map<Long, Waiting> waiting = new LinkedHashMap<>();

  Outstanding(long leaderLostGraceMs) {
    this.leaderLostGraceNs = TimeUnit.MILLISECONDS.toNanos(leaderLostGraceMs);
  }

  private static final class Waiting {
    private final Body body;
    private final long deadlineNanos;
    private final Leader sentTo;
    private final CompletableFuture<Outcome> reply;
    private long lostSinceNanos = NOT_LOST;

    private Waiting(
        Body body, long deadlineNanos, Leader sentTo, CompletableFuture<Outcome> reply) {
      this.body = body;
      this.deadlineNanos = deadlineNanos;
      this.sentTo = sentTo;
      this.reply = reply;
    }
  }

  /** A body given up, and why. */
  record GivenUp(CompletableFuture<Outcome> reply, TallystickException reason) {}

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  void add(
      long sequence,
      Body body,
      long deadlineNanos,
      Leader sentTo,
      CompletableFuture<Outcome> reply) {
    waiting.put(sequence, new Waiting(body, deadlineNanos, sentTo, reply));
  }

  /** An answer came; one to nothing that waits is dropped. */
  void answered(long sequence, Outcome outcome) {
    Waiting asked = waiting.remove(sequence);
    if (asked == null) {
      return;
    }
    boolean fits =
        outcome.results().length == asked.body.rows()
            && (outcome.balances() != null) == asked.body.balances();
    if (fits) {
      asked.reply.complete(outcome);
    } else {
      asked.reply.completeExceptionally(
          ForwardErrors.unknown("the leader's answer does not fit the body"));
    }
  }

  /** A refusal came. */
  void refused(long sequence, TallystickException reason) {
    Waiting asked = waiting.remove(sequence);
    if (asked != null) {
      asked.reply.completeExceptionally(reason);
    }
  }

  /**
   * Takes out what is past its deadline, and what was sent to a leader that another one has
   * followed for long enough.
   *
   * @param leader the newest known leader, or null: an unknown one follows nobody
   */
  List<GivenUp> giveUp(long nowNanos, Leader leader) {
    List<GivenUp> lost = new ArrayList<>();
    Iterator<Waiting> all = waiting.values().iterator();
    while (all.hasNext()) {
      Waiting asked = all.next();
      String why = reason(asked, nowNanos, leader);
      if (why != null) {
        all.remove();
        lost.add(new GivenUp(asked.reply, ForwardErrors.unknown(why)));
      }
    }
    return lost;
  }

  private String reason(Waiting asked, long nowNanos, Leader leader) {
    if (nowNanos - asked.deadlineNanos >= ANSWER_GRACE_NS) {
      return "the leader gave no answer in time";
    }
    if (leader != null && leader.term() > asked.sentTo.term()) {
      if (asked.lostSinceNanos == NOT_LOST) {
        asked.lostSinceNanos = nowNanos;
      }
      if (nowNanos - asked.lostSinceNanos >= leaderLostGraceNs) {
        return "the leader was lost";
      }
    }
    return null;
  }

  /** Takes out everything. */
  List<GivenUp> giveUpAll(String why) {
    List<GivenUp> lost = new ArrayList<>();
    waiting
        .values()
        .forEach(asked -> lost.add(new GivenUp(asked.reply, ForwardErrors.unknown(why))));
    waiting.clear();
    return lost;
  }
}
