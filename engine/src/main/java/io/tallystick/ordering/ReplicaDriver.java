package io.tallystick.ordering;

import io.tallystick.ordering.log.GroupCommitter;
import io.tallystick.ordering.log.LoadingLogView;
import io.tallystick.ordering.log.LogStore;
import io.tallystick.ordering.log.LogWrite;
import io.tallystick.ordering.raft.FollowerStatus;
import io.tallystick.ordering.raft.RaftCore;
import io.tallystick.ordering.raft.RaftMessage;
import io.tallystick.ordering.raft.ReadState;
import io.tallystick.ordering.raft.Ready;
import io.tallystick.ordering.raft.Role;
import io.tallystick.ordering.raft.RoleChange;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Carries out what the core decides. Used by the ordering thread alone. */
final class ReplicaDriver {
  private final OrderingSettings settings;
  private final OrderingState state;
  private final LogStore store;
  private final RaftTransport transport;
  private final LoadingLogView view;
  private final RaftCore core;
  private final GroupCommitter committer;
  private final InFlight inFlight;
  private final Administration administration;
  private final List<LeadershipListener> listeners = new ArrayList<>();
  private final Map<Long, CompletableFuture<Long>> reads = new HashMap<>();
  private final List<BehindListener> behindListeners = new ArrayList<>();
  private List<FollowerStatus> followers = List.of();
  private long now;
  private long nextRead;
  private RoleChange role = new RoleChange(Role.FOLLOWER, 0, null, 0);

  ReplicaDriver(
      OrderingSettings settings,
      OrderingState state,
      LogStore store,
      RaftTransport transport,
      Executor loader,
      ReplicaEvents events) {
    this.settings = settings;
    this.state = state;
    this.store = store;
    this.transport = transport;
    this.inFlight = new InFlight(state.bytesInFlight);
    this.view = new LoadingLogView(store, loader, events::loaded);
    this.core =
        new RaftCore(
            settings.owner().replica(),
            settings.raft(),
            store.recoveredHardState(),
            store.recoveredMemberships(),
            view,
            new SplittableRandom(new SecureRandom().nextLong()));
    this.committer =
        new GroupCommitter(
            store, "ordering-log-" + settings.owner().group(), events::durable, events::failed);
    this.administration = new Administration(settings, core, view);
    state.committer = committer;
  }

  void start(long nowNanos) {
    now = nowNanos;
    committer.start();
    core.start(nowNanos);
    carryOut();
  }

  void tick(long nowNanos) {
    now = nowNanos;
    core.tick(nowNanos);
    administration.tick(nowNanos);
    carryOut();
    showFollowers();
  }

  void received(RaftMessage message) {
    core.step(message);
    carryOut();
  }

  void loaded(LoadingLogView.Chunk chunk) {
    view.loaded(chunk);
    core.entriesAtHand();
    carryOut();
  }

  void durable(long sequence) {
    core.persisted(sequence);
    carryOut();
  }

  void propose(OrderingCommand.Propose propose) {
    Proposed proposed;
    try {
      long index = core.propose(propose.payload(), propose.offset(), propose.length());
      if (index == 0) {
        inFlight.refused(propose.length());
        propose.answer().completeExceptionally(notLeader());
        return;
      }
      inFlight.entered(index, propose.length());
      proposed = new Proposed(index, core.term());
      carryOut();
    } catch (RuntimeException | Error e) {
      propose.answer().completeExceptionally(OrderingErrors.outcomeUnknown(e));
      throw e;
    }
    propose.answer().complete(proposed);
  }

  void readBarrier(CompletableFuture<Long> answer) {
    long context = nextRead++;
    reads.put(context, answer);
    if (!core.read(context)) {
      reads.remove(context);
      answer.completeExceptionally(notLeader());
    }
    carryOut();
  }

  private RuntimeException notLeader() {
    return OrderingErrors.notLeader(settings.raft().electionTimeoutMaxMs());
  }

  void listen(LeadershipListener listener) {
    listeners.add(listener);
    tell(listener);
    listener.onLeaderKnown(role.term(), role.leader());
  }

  void listenBehind(BehindListener listener) {
    behindListeners.add(listener);
  }

  void change(OrderingCommand.Change change) {
    administration.change(change);
    carryOut();
  }

  void transfer(OrderingCommand.Transfer transfer) {
    administration.transfer(transfer, now);
    carryOut();
  }

  void logStart(OrderingCommand.AskLogStart ask) {
    long index = ask.index();
    if (index > core.commitIndex() || index < store.firstIndex() - 1) {
      ask.answer()
          .completeExceptionally(OrderingErrors.notSettled(index, settings.raft().heartbeatMs()));
    } else {
      ask.answer().complete(new LogStart(index, store.term(index), core.committedMembership()));
    }
  }

  void installed(OrderingCommand.Installed installed) {
    installed.answer().completeExceptionally(new UnsupportedOperationException());
  }

  void cutBefore(long index) {
    store.cutBefore(Math.min(index, state.gate.taken() + 1));
    showStatus();
  }

  /** Nothing is confirmed any more. */
  void failWaiting() {
    reads.values().forEach(answer -> answer.completeExceptionally(OrderingErrors.stopped()));
    reads.clear();
    administration.stop();
    inFlight.forget();
  }

  private void carryOut() {
    Ready ready = core.ready();
    if (ready == null) {
      return;
    }
    while (ready != null) {
      carryOut(ready);
      ready = core.ready();
    }
    showStatus();
  }

  private void carryOut(Ready ready) {
    if (ready.persistSequence() != 0) {
      store.accept(
          new LogWrite(
              ready.persistSequence(), ready.hardState(), ready.truncateFrom(), ready.entries()));
      committer.wake();
    }
    for (RaftMessage message : ready.messages()) {
      transport.send(message);
    }
    if (ready.committedTo() != 0) {
      inFlight.committed(ready.committedTo());
      administration.committed(ready.committedTo());
      state.gate.advance(ready.committedTo());
    }
    for (ReadState read : ready.reads()) {
      reads.remove(read.context()).complete(read.index());
    }
    for (long context : ready.failedReads()) {
      reads.remove(context).completeExceptionally(notLeader());
    }
    if (ready.roleChange() != null) {
      changeRole(ready.roleChange());
    }
  }

  private void changeRole(RoleChange change) {
    boolean news =
        change.term() != role.term()
            || (change.role() == Role.LEADER) != (role.role() == Role.LEADER);
    boolean newLeader = !Objects.equals(change.leader(), role.leader());
    role = change;
    administration.roleChanged(change);
    if (change.role() != Role.LEADER) {
      inFlight.forget();
    }
    if (news) {
      listeners.forEach(this::tell);
    }
    if (news || newLeader) {
      listeners.forEach(listener -> listener.onLeaderKnown(change.term(), change.leader()));
    }
  }

  private void tell(LeadershipListener listener) {
    if (role.role() == Role.LEADER) {
      listener.onLeader(role.term(), role.lastIndexBeforeTerm());
    } else {
      listener.onFollower(role.term());
    }
  }

  private void showFollowers() {
    followers = core.followers();
    showStatus();
  }

  private void showStatus() {
    state.membership = core.membership();
    state.status =
        new OrderingStatus(
            core.role(),
            core.term(),
            core.leader(),
            core.commitIndex(),
            store.lastIndex(),
            core.durableIndex(),
            store.firstIndex(),
            core.role() == Role.LEADER ? followers : List.of());
  }
}
