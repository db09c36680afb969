package io.tallystick.ordering;

import io.tallystick.ordering.log.GroupCommitter;
import io.tallystick.ordering.log.LoadingLogView;
import io.tallystick.ordering.log.LogStore;
import io.tallystick.ordering.log.LogWrite;
import io.tallystick.ordering.log.LogWriter;
import io.tallystick.ordering.raft.FollowerStatus;
import io.tallystick.ordering.raft.LogStart;
import io.tallystick.ordering.raft.RaftCore;
import io.tallystick.ordering.raft.RaftMessage;
import io.tallystick.ordering.raft.Ready;
import io.tallystick.ordering.raft.Role;
import io.tallystick.ordering.raft.RoleChange;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
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
  private final LogWriter committer;
  private final InFlight inFlight;
  private final Administration administration;
  private final ReadBarriers barriers;
  private final Installation installation;
  private final List<LeadershipListener> listeners = new ArrayList<>();
  private List<FollowerStatus> followers = List.of();
  private long now;
  private RoleChange role = new RoleChange(Role.FOLLOWER, 0, null, 0);

  ReplicaDriver(
      OrderingSettings settings,
      OrderingState state,
      LogStore store,
      RaftTransport transport,
      Executor loader,
      ReplicaEvents events) {
    this(
        settings,
        state,
        store,
        transport,
        loader,
        events,
        new GroupCommitter(
            store, "ordering-log-" + settings.owner().group(), events::durable, events::failed),
        new SplittableRandom(new SecureRandom().nextLong()));
  }

  /**
   * As above, with what a simulation does its own way.
   *
   * @param committer makes the store durable and tells {@code events}
   * @param random draws times, such as those of elections
   */
  ReplicaDriver(
      OrderingSettings settings,
      OrderingState state,
      LogStore store,
      RaftTransport transport,
      Executor loader,
      ReplicaEvents events,
      LogWriter committer,
      SplittableRandom random) {
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
            random.split());
    this.committer = committer;
    this.administration = new Administration(settings, core, view);
    this.barriers = new ReadBarriers(settings, core, transport, random.split());
    this.installation = new Installation(state, core);
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
    barriers.advance(nowNanos);
    carryOut();
    showFollowers();
  }

  void received(RaftMessage message) {
    if (message instanceof RaftMessage.BarrierRequest request) {
      if (request.to().equals(core.self())) {
        barriers.requested(request);
      }
    } else if (message instanceof RaftMessage.BarrierReply reply) {
      if (reply.to().equals(core.self())) {
        barriers.replied(reply, now);
      }
    } else {
      core.step(message);
    }
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
    installation.completeIfDurable();
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
    barriers.ask(answer, now);
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
    installation.listen(listener);
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
    if (installation.begin(installed)) {
      carryOut();
      installation.begun();
    }
  }

  void cutBefore(long index) {
    store.cutBefore(Math.min(index, state.gate.taken() + 1));
    showStatus();
  }

  /** Nothing is confirmed any more. */
  void failWaiting() {
    barriers.stop();
    installation.stop();
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
  }

  private void carryOut(Ready ready) {
    if (ready.persistSequence() != 0) {
      store.accept(
          new LogWrite(
              ready.persistSequence(),
              ready.hardState(),
              ready.reset(),
              ready.truncateFrom(),
              ready.entries()));
      committer.wake();
    }
    installation.carriedOut(ready);
    for (RaftMessage message : ready.messages()) {
      transport.send(message);
    }
    // Whoever is told something finds it in the status, too.
    showStatus();
    if (ready.committedTo() != 0) {
      inFlight.committed(ready.committedTo());
      administration.committed(ready.committedTo());
      state.gate.advance(ready.committedTo());
    }
    ready.reads().forEach(barriers::confirmed);
    ready.failedReads().forEach(barriers::failed);
    if (ready.roleChange() != null) {
      changeRole(ready.roleChange());
    }
    if (ready.behind() != null) {
      installation.offered(ready.behind());
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
            core.membershipIndex(),
            core.role() == Role.LEADER ? followers : List.of());
  }
}
