package io.tallystick.ordering.simulation;

import io.tallystick.ordering.log.EntryReader;
import io.tallystick.ordering.log.LoadingLogView;
import io.tallystick.ordering.log.LogOwner;
import io.tallystick.ordering.log.LogSettings;
import io.tallystick.ordering.log.LogStore;
import io.tallystick.ordering.log.LogWrite;
import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.raft.LogEntry;
import io.tallystick.ordering.raft.LogStart;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.RaftCore;
import io.tallystick.ordering.raft.RaftMessage;
import io.tallystick.ordering.raft.RaftSettings;
import io.tallystick.ordering.raft.ReadState;
import io.tallystick.ordering.raft.Ready;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ordering.raft.Role;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The real core over the real log store over a simulated disk, driven by hand. */
final class SimulatedReplica {
  /** Bounds small enough that windows, groups and segments are exceeded all the time. */
  static final LogSettings LOG = new LogSettings(64 << 10, 1_024, 4_096, 2_048);

  static final RaftSettings RAFT = new RaftSettings(50, 250, 500, 1_024, 2_048, 8_192, 6, 32, 20);

  final ReplicaId id;
  final SimulatedFiles files = new SimulatedFiles();
  private final Membership initial;
  private final SplittableRandom random;
  private final Checker checker;
  private final Consumer<RaftMessage> network;
  private final Defect defect;
  private final Executor loader;
  private final Consumer<RaftMessage.SnapshotOffer> behind;

  LogStore store;
  RaftCore core;
  private LoadingLogView view;
  private EntryReader reader;
  private long delivered;
  boolean diskBusy;
  int life;

  SimulatedReplica(
      ReplicaId id,
      Membership initial,
      SplittableRandom random,
      Checker checker,
      Consumer<RaftMessage> network,
      Defect defect,
      Executor loader,
      Consumer<RaftMessage.SnapshotOffer> behind) {
    this.id = id;
    this.initial = initial;
    this.random = random;
    this.checker = checker;
    this.network = network;
    this.defect = defect;
    this.loader = loader;
    this.behind = behind;
  }

  boolean isUp() {
    return core != null;
  }

  boolean leads() {
    return core != null && core.role() == Role.LEADER;
  }

  void start(long nowNanos) {
    life++;
    store = LogStore.open(files, LOG, new LogOwner("sim", id), initial, Runnable::run);
    HardState stored = store.recoveredHardState();
    reader = store.reader();
    delivered = store.firstIndex() - 1;
    view = new LoadingLogView(store, loader, this::loaded);
    core = new RaftCore(id, RAFT, stored, store.recoveredMemberships(), view, random.split());
    core.start(nowNanos);
    carryOut();
  }

  void receive(RaftMessage message) {
    if (defect == Defect.VOTES_TWICE_IN_A_TERM
        && message instanceof RaftMessage.VoteRequest request
        && request.term() == core.term()
        && core.role() == Role.FOLLOWER
        && request.lastTerm() >= store.term(store.lastIndex())
        && request.lastIndex() >= store.lastIndex()) {
      network.accept(new RaftMessage.VoteReply(id, request.from(), request.term(), true));
      return;
    }
    core.step(message);
    carryOut();
  }

  private void loaded(LoadingLogView.Chunk chunk) {
    view.loaded(chunk);
    core.entriesAtHand();
    carryOut();
  }

  /** What its application has from elsewhere: everything up to there. */
  void install(LogStart start) {
    core.install(start);
    delivered = Math.max(delivered, start.index());
    carryOut();
  }

  void crash() {
    core = null;
    store = null;
    diskBusy = false;
    SimulatedFiles.Loss[] losses = SimulatedFiles.Loss.values();
    files.crash(losses[random.nextInt(losses.length)], random);
  }

  void carryOut() {
    Ready ready = core.ready();
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
      if (defect == Defect.ACKNOWLEDGES_BEFORE_FSYNC) {
        core.persisted(ready.persistSequence());
      }
    }
    ready.messages().forEach(network);
    for (long index = delivered + 1; index <= ready.committedTo(); index++) {
      LogEntry entry = reader.read(index, ready.committedTo());
      checker.settled(id, entry);
      delivered = index;
    }
    for (ReadState read : ready.reads()) {
      checker.readConfirmed(read.context(), read.index());
    }
    ready.failedReads().forEach(checker::readFailed);
    if (ready.roleChange() != null && ready.roleChange().role() == Role.LEADER) {
      checker.leads(id, ready.roleChange().term());
    }
    if (ready.behind() != null) {
      behind.accept(ready.behind());
    }
  }

  String describe() {
    return id
        + (core == null
            ? " down"
            : " "
                + core.role()
                + " of "
                + core.leader()
                + " in "
                + core.term()
                + " log "
                + store.firstIndex()
                + " … "
                + store.lastIndex()
                + "@"
                + store.term(store.lastIndex())
                + " durable "
                + core.durableIndex()
                + " commit "
                + core.commitIndex()
                + " disk "
                + (diskBusy ? "busy" : "idle")
                + " "
                + core.membership());
  }

  long delivered() {
    return delivered;
  }
}
