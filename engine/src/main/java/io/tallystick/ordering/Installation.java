package io.tallystick.ordering;

import io.tallystick.ordering.raft.LogStart;
import io.tallystick.ordering.raft.RaftCore;
import io.tallystick.ordering.raft.RaftMessage;
import io.tallystick.ordering.raft.Ready;
import io.tallystick.ordering.raft.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A follower that the leader's log no longer reaches: who is told, and the new start of its log.
 * Used by the ordering thread alone.
 */
final class Installation {
  private final OrderingState state;
  private final RaftCore core;
  private final List<BehindListener> listeners = new ArrayList<>();
  private RaftMessage.SnapshotOffer told;
  private CompletableFuture<Void> answer;
  private long index;

  Installation(OrderingState state, RaftCore core) {
    this.state = state;
    this.core = core;
  }

  void listen(BehindListener listener) {
    listeners.add(listener);
    if (told != null) {
      tell(listener, told);
    }
  }

  /** The leader repeats its offer; listeners hear of it when it changes. */
  void offered(RaftMessage.SnapshotOffer offer) {
    if (!offer.equals(told)) {
      told = offer;
      listeners.forEach(listener -> tell(listener, offer));
    }
  }

  private static void tell(BehindListener listener, RaftMessage.SnapshotOffer offer) {
    listener.behind(
        offer.from(), new LogStart(offer.index(), offer.indexTerm(), offer.membership()));
  }

  /** Begins; true if the core has something to carry out, and then {@link #begun} has to follow. */
  boolean begin(OrderingCommand.Installed installed) {
    if (core.role() == Role.LEADER) {
      installed.answer().completeExceptionally(OrderingErrors.leads());
      return false;
    }
    if (answer != null || !state.consumerOpen.compareAndSet(false, true)) {
      installed.answer().completeExceptionally(OrderingErrors.consumerOpen());
      return false;
    }
    core.install(installed.start());
    told = null;
    answer = installed.answer();
    index = installed.start().index();
    return true;
  }

  /** What the core wanted is handed over. */
  void carriedOut(Ready ready) {
    if (ready.reset() != null) {
      state.gate.advance(ready.reset().index());
    }
  }

  /** All that {@link #begin} caused is handed over: the settled order may be read again. */
  void begun() {
    state.consumerOpen.set(false);
    completeIfDurable();
  }

  /** To be called when more of the log has become durable. */
  void completeIfDurable() {
    if (answer != null && core.durableIndex() >= index) {
      CompletableFuture<Void> done = answer;
      answer = null;
      done.complete(null);
    }
  }

  void stop() {
    if (answer != null) {
      answer.completeExceptionally(OrderingErrors.stopped());
      answer = null;
    }
  }
}
