package io.tallystick.ordering.simulation;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.LogStart;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.MembershipChange;
import io.tallystick.ordering.raft.RaftMessage;
import io.tallystick.ordering.raft.ReplicaId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Replicas, network, disks and clock in one thread, all chance from one seed: the same seed gives
 * the same run. Three voters and a fourth replica that comes and goes.
 */
final class Simulation {
  private static final long MS = 1_000_000;
  private static final long TICK_NANOS = 20 * MS;
  private static final int VOTERS = 3;
  private static final int REPLICAS = 4;

  /** How long faults go on, and how long the group then has to be whole again, simulated. */
  private static final long FAULTS_NANOS = 15_000 * MS;

  private static final long HEALING_NANOS = 10_000 * MS;

  private record Event(long atNanos, long number, int replica, int life, Runnable action) {}

  private final long seed;
  private final SplittableRandom random;
  private final Checker checker = new Checker();
  private final List<SimulatedReplica> replicas = new ArrayList<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          (a, b) ->
              a.atNanos() != b.atNanos()
                  ? Long.compare(a.atNanos(), b.atNanos())
                  : Long.compare(a.number(), b.number()));
  private final boolean[][] cut = new boolean[REPLICAS][REPLICAS];
  private final long[] pausedUntil = new long[REPLICAS];
  private long eventNumber;
  private long now = 1_000 * MS;
  private long nextPayload;
  private long nextRead;
  private int installed;
  private final boolean[] bringing = new boolean[REPLICAS];
  private double lossShare;
  private double repeatShare;
  private long delayMaxNanos = 5 * MS;
  private long diskMaxNanos = 2 * MS;
  private boolean faults = true;

  Simulation(long seed, Defect defect) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    List<ReplicaId> voters = new ArrayList<>();
    for (int i = 1; i <= VOTERS; i++) {
      voters.add(new ReplicaId(i, 1));
    }
    Membership initial = Membership.ofVoters(voters);
    for (int i = 0; i < REPLICAS; i++) {
      int at = i;
      replicas.add(
          new SimulatedReplica(
              new ReplicaId(i + 1, 1),
              initial,
              random.split(),
              checker,
              this::send,
              defect,
              load -> schedule(random.nextLong(diskMaxNanos), at, replicas.get(at).life, load),
              offer -> bring(at, offer)));
    }
  }

  /** What a run saw; equal for equal seeds. */
  record Outcome(long settled, int leaders, int confirmedReads, int installed, int events) {}

  Outcome run() {
    try {
      for (int i = 0; i < REPLICAS; i++) {
        replicas.get(i).start(now);
        schedule(random.nextLong(TICK_NANOS), i, 0, tick(i));
      }
      schedule(0, -1, 0, this::changeFaults);
      schedule(0, -1, 0, this::client);
      int count = runUntil(now + FAULTS_NANOS);
      heal();
      count += runUntil(now + HEALING_NANOS);
      checkWhole();
      return new Outcome(
          checker.newest(), checker.leaders(), checker.confirmedReads(), installed, count);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "seed "
              + seed
              + " fails at "
              + now / MS
              + " ms: "
              + e.getMessage()
              + " (replay: -Dtallystick.simulation.seed="
              + seed
              + ")",
          e);
    }
  }

  private int runUntil(long end) {
    int count = 0;
    while (!events.isEmpty() && events.peek().atNanos() <= end) {
      Event event = events.poll();
      now = Math.max(now, event.atNanos());
      int replica = event.replica();
      if (replica >= 0 && pausedUntil[replica] > now) {
        events.add(
            new Event(pausedUntil[replica], eventNumber++, replica, event.life(), event.action()));
        continue;
      }
      boolean lives =
          replica < 0
              || (replicas.get(replica).isUp()
                  && (event.life() == 0 || event.life() == replicas.get(replica).life));
      if (lives) {
        event.action().run();
        count++;
        if (replica >= 0 && replicas.get(replica).isUp()) {
          startDisk(replica);
        }
      }
    }
    now = end;
    return count;
  }

  /** Life 0 is any; otherwise the event dies with that life of the replica. */
  private void schedule(long delayNanos, int replica, int life, Runnable action) {
    events.add(new Event(now + delayNanos, eventNumber++, replica, life, action));
  }

  private Runnable tick(int at) {
    return new Runnable() {
      private final int life = replicas.get(at).life;

      @Override
      public void run() {
        if (replicas.get(at).life == life) {
          replicas.get(at).core.tick(now);
          replicas.get(at).carryOut();
          schedule(TICK_NANOS, at, life, this);
        }
      }
    };
  }

  private void send(RaftMessage message) {
    int from = message.from().node() - 1;
    int to = message.to().node() - 1;
    int copies = random.nextDouble() < repeatShare ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      if (!cut[from][to] && random.nextDouble() >= lossShare) {
        schedule(
            random.nextLong(MS / 10, delayMaxNanos),
            to,
            0,
            () -> replicas.get(to).receive(message));
      }
    }
  }

  /** Writes and forces in two steps, so that a crash may fall between them. */
  private void startDisk(int at) {
    SimulatedReplica replica = replicas.get(at);
    if (replica.diskBusy || !replica.store.hasWaiting()) {
      return;
    }
    replica.diskBusy = true;
    int life = replica.life;
    schedule(random.nextLong(MS / 20, diskMaxNanos), at, life, () -> replica.store.writeGroup());
    schedule(
        diskMaxNanos + random.nextLong(diskMaxNanos),
        at,
        life,
        () -> {
          replica.diskBusy = false;
          replica.core.persisted(replica.store.forceGroup());
          replica.carryOut();
        });
  }

  private void client() {
    schedule(random.nextLong(MS, 15 * MS), -1, 0, this::client);
    int at = random.nextInt(REPLICAS);
    SimulatedReplica replica = replicas.get(at);
    if (!replica.leads() || pausedUntil[at] > now) {
      return;
    }
    int burst = 1 + random.nextInt(4);
    for (int i = 0; i < burst; i++) {
      String text = "p" + nextPayload++ + ".".repeat(random.nextInt(800));
      byte[] payload = text.getBytes(StandardCharsets.UTF_8);
      replica.core.propose(payload, 0, payload.length);
    }
    if (random.nextInt(3) == 0) {
      long context = nextRead++;
      checker.readAsked(context);
      if (!replica.core.read(context)) {
        checker.readFailed(context);
      }
    }
    replica.carryOut();
    startDisk(at);
  }

  private void changeFaults() {
    if (!faults) {
      return;
    }
    schedule(random.nextLong(50 * MS, 600 * MS), -1, 0, this::changeFaults);
    int at = random.nextInt(REPLICAS);
    switch (random.nextInt(11)) {
      case 0 -> lossShare = random.nextDouble() * 0.3;
      case 1 -> repeatShare = random.nextDouble() * 0.5;
      case 2 -> delayMaxNanos = random.nextLong(MS, random.nextBoolean() ? 10 * MS : 300 * MS);
      case 3 -> diskMaxNanos = random.nextLong(MS / 10, random.nextBoolean() ? 5 * MS : 200 * MS);
      case 4 -> partition();
      case 5 -> joinAll();
      case 6, 7 -> crash(at);
      case 8 -> pausedUntil[at] = now + random.nextLong(100 * MS, 1_500 * MS);
      case 9 -> administer();
      default -> cutLogs();
    }
  }

  private void partition() {
    boolean oneWay = random.nextBoolean();
    for (int from = 0; from < REPLICAS; from++) {
      for (int to = 0; to < REPLICAS; to++) {
        cut[from][to] = random.nextInt(3) == 0 || (!oneWay && cut[to][from]);
      }
    }
  }

  private void joinAll() {
    for (boolean[] row : cut) {
      java.util.Arrays.fill(row, false);
    }
  }

  private void crash(int at) {
    SimulatedReplica replica = replicas.get(at);
    if (!replica.isUp()) {
      return;
    }
    replica.crash();
    schedule(random.nextLong(10 * MS, 2_000 * MS), -1, 0, () -> restart(at));
  }

  private void restart(int at) {
    if (!replicas.get(at).isUp()) {
      replicas.get(at).start(now);
      schedule(0, at, replicas.get(at).life, tick(at));
      startDisk(at);
    }
  }

  /** Members change, and leadership moves, whether or not the moment is right. */
  private void administer() {
    ReplicaId fourth = new ReplicaId(REPLICAS, 1);
    for (SimulatedReplica replica : replicas) {
      if (replica.leads() && pausedUntil[replica.id.node() - 1] <= now) {
        try {
          Membership members = replica.core.membership();
          if (random.nextInt(3) == 0) {
            replica.core.transferLeadership(replicas.get(random.nextInt(REPLICAS)).id);
          } else if (members.learners().contains(fourth)) {
            change(replica, MembershipChange.Step.PROMOTE);
          } else if (members.isVoter(fourth)) {
            change(replica, MembershipChange.Step.REMOVE);
          } else {
            change(replica, MembershipChange.Step.ADD_LEARNER);
          }
        } catch (TallystickException e) {
          if (e.kind() != ErrorKind.UNAVAILABLE && e.kind() != ErrorKind.UNPROCESSABLE) {
            throw e;
          }
        }
        replica.carryOut();
        startDisk(replica.id.node() - 1);
      }
    }
  }

  private static void change(SimulatedReplica leader, MembershipChange.Step step) {
    leader.core.change(new MembershipChange(step, new ReplicaId(REPLICAS, 1)));
  }

  /** Cuts what a replica itself has handed out; who lacks it is brought the history instead. */
  private void cutLogs() {
    for (SimulatedReplica replica : replicas) {
      if (replica.isUp() && random.nextBoolean()) {
        replica.store.cutBefore(replica.delivered());
      }
    }
  }

  /** The history comes from any replica that has enough of it, after a while, if nobody crashes. */
  private void bring(int at, RaftMessage.SnapshotOffer offer) {
    if (bringing[at]) {
      return;
    }
    bringing[at] = true;
    int life = replicas.get(at).life;
    schedule(
        random.nextLong(5 * MS, 300 * MS),
        -1,
        0,
        () -> {
          bringing[at] = false;
          SimulatedReplica target = replicas.get(at);
          SimulatedReplica source = replicas.get(random.nextInt(REPLICAS));
          boolean possible =
              target.isUp()
                  && target.life == life
                  && !target.leads()
                  && source.isUp()
                  && source.delivered() >= offer.index()
                  && source.store.firstIndex() - 1 <= source.delivered();
          if (possible) {
            long from = Math.max(offer.index(), source.store.firstIndex() - 1);
            long index = from + random.nextLong(source.delivered() - from + 1);
            target.install(
                new LogStart(index, source.store.term(index), source.core.committedMembership()));
            startDisk(at);
            installed++;
          }
        });
  }

  private void heal() {
    faults = false;
    joinAll();
    lossShare = 0;
    repeatShare = 0;
    delayMaxNanos = 5 * MS;
    diskMaxNanos = 2 * MS;
    for (int i = 0; i < REPLICAS; i++) {
      pausedUntil[i] = 0;
      restart(i);
    }
  }

  private String describe() {
    StringBuilder text = new StringBuilder();
    for (SimulatedReplica replica : replicas) {
      text.append(replica.describe()).append("; ");
    }
    return text.toString();
  }

  /** Faults are over: the group orders again, and its members agree. */
  private void checkWhole() {
    long leaders = replicas.stream().filter(SimulatedReplica::leads).count();
    if (leaders != 1) {
      throw new AssertionError(
          "liveness: " + leaders + " leaders after the faults ended; " + describe());
    }
    SimulatedReplica leader =
        replicas.stream().filter(SimulatedReplica::leads).findFirst().orElseThrow();
    for (SimulatedReplica replica : replicas) {
      checker.holdsAllIfMember(replica, leader.core.membership());
      if (leader.core.membership().contains(replica.id)
          && replica.delivered() < checker.newest() - 200) {
        throw new AssertionError(
            "liveness: "
                + replica.id
                + " lacks entries of "
                + checker.newest()
                + "; "
                + describe());
      }
    }
  }
}
