package io.tallystick.ordering.raft;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Read barriers of one leader (thesis, section 6.4). Heartbeats go out in numbered rounds. A read
 * waits for a round that starts after it came: answers to an earlier round may have been given
 * before another leader settled what the read must see.
 */
final class ReadRounds {
  private record Waiting(long context, long index, long round) {}

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final List<Long> early = new ArrayList<>();
  private long round;
  private long confirmed;

  int size() {
    return waiting.size() + early.size();
  }

  /** The newest round, 0 before the first. */
  long round() {
    return round;
  }

  /** Starts a round; its number goes out with the heartbeats. */
  long start() {
    return ++round;
  }

  /** Whether reads wait and no round is under way that they would have to let pass. */
  boolean wantsRound() {
    return !waiting.isEmpty() && confirmed >= round;
  }

  /** A read that came before this leader had committed anything of its own term. */
  void requestEarly(long context) {
    early.add(context);
  }

  /** A read that must see {@code commit} and waits for the next round. */
  void request(long context, long commit) {
    waiting.add(new Waiting(context, commit, round + 1));
  }

  /** The leader has committed an entry of its own term, so its commit index is the newest. */
  void ownTermCommitted(long commit) {
    early.forEach(context -> request(context, commit));
    early.clear();
  }

  /** A majority has answered that round or a later one. */
  void confirm(long byMajority, List<ReadState> done) {
    confirmed = Math.max(confirmed, byMajority);
    while (!waiting.isEmpty() && waiting.peek().round() <= confirmed) {
      Waiting read = waiting.poll();
      done.add(new ReadState(read.context(), read.index()));
    }
  }

  /** The leader steps down: nobody is answered. */
  void fail(List<Long> failed) {
    failed.addAll(early);
    waiting.forEach(read -> failed.add(read.context()));
    early.clear();
    waiting.clear();
  }
}
