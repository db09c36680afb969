package io.tallystick.ordering;

import io.tallystick.ordering.raft.ReplicaId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Read barriers that this replica needs from the leader. One request is on the way at a time; reads
 * that come meanwhile wait for the next one, since the answer to one already asked may be older
 * than they are. A request that is lost, refused or sent to one that leads no more is made anew,
 * under a new number, until the reads' time is over.
 */
final class RemoteReads {
  /** A read and until when it may wait. */
  record Waiting(CompletableFuture<Long> answer, long deadlineNanos) {}

  private record Asked(long context, Waiting read) {}

  private final long resendNanos;
  private final int waitingMax;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Deque<Asked> asked = new ArrayDeque<>();
  private final long firstContext;
  private long context;
  private long answered;
  private long askedTerm;
  private long askedNanos;

  /**
   * @param firstContext random, 0 … 2^62: an answer to a request of an earlier process of this
   *     replica must not be taken for one to ours
   * @param resendNanos after which a request without an answer is made again
   * @param waitingMax reads that may wait
   */
  RemoteReads(long firstContext, long resendNanos, int waitingMax) {
    this.firstContext = firstContext;
    this.context = firstContext;
    this.answered = firstContext;
    this.resendNanos = resendNanos;
    this.waitingMax = waitingMax;
  }

  /** False if too many wait. */
  boolean add(Waiting read) {
    if (waiting.size() + asked.size() >= waitingMax) {
      return false;
    }
    waiting.add(read);
    return true;
  }

  boolean isEmpty() {
    return waiting.isEmpty() && asked.isEmpty();
  }

  /**
   * Whether a request is due now. If so it counts as sent, under the number {@link #context}.
   *
   * @param leader of that term, another replica; null while unknown
   */
  boolean ask(ReplicaId leader, long term, long nowNanos) {
    if (leader == null || isEmpty()) {
      return false;
    }
    boolean underWay = context != answered && term == askedTerm;
    if (underWay && nowNanos - askedNanos < resendNanos) {
      return false;
    }
    context++;
    while (!waiting.isEmpty()) {
      asked.add(new Asked(context, waiting.poll()));
    }
    askedTerm = term;
    askedNanos = nowNanos;
    return true;
  }

  /** The number of the newest request. */
  long context() {
    return context;
  }

  /** A leader's answer to a request, however late: good for all reads asked with it or before. */
  void confirmed(long to, long index) {
    if (to <= answered || to <= firstContext || to > context) {
      return;
    }
    answered = to;
    List<Waiting> done = new ArrayList<>();
    while (!asked.isEmpty() && asked.peek().context() <= to) {
      done.add(asked.poll().read());
    }
    done.forEach(read -> read.answer().complete(index));
  }

  /** Takes out all reads. */
  List<Waiting> takeAll() {
    List<Waiting> all = new ArrayList<>();
    asked.forEach(read -> all.add(read.read()));
    all.addAll(waiting);
    asked.clear();
    waiting.clear();
    return all;
  }

  /** Takes out those whose time is over. */
  List<Waiting> takeExpired(long nowNanos) {
    List<Waiting> expired = new ArrayList<>();
    for (Iterator<Asked> reads = asked.iterator(); reads.hasNext(); ) {
      Waiting read = reads.next().read();
      if (nowNanos - read.deadlineNanos() >= 0) {
        reads.remove();
        expired.add(read);
      }
    }
    for (Iterator<Waiting> reads = waiting.iterator(); reads.hasNext(); ) {
      Waiting read = reads.next();
      if (nowNanos - read.deadlineNanos() >= 0) {
        reads.remove();
        expired.add(read);
      }
    }
    return expired;
  }
}
