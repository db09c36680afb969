package io.tallystick.simulation.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.BatchHeader;
import io.tallystick.ledger.ApplyOutput;
import io.tallystick.ledger.Ledger;
import io.tallystick.ordering.CommittedEntry;
import io.tallystick.ordering.LeadershipListener;
import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.SteppedReplica;
import io.tallystick.ordering.log.LogStore;
import io.tallystick.ordering.log.LogWriter;
import io.tallystick.ordering.raft.RaftMessage;
import io.tallystick.ordering.raft.Role;
import io.tallystick.persistence.segment.SealedBatchStore;
import io.tallystick.ring.Body;
import io.tallystick.ring.Outcome;
import io.tallystick.ring.SteppedParts;
import io.tallystick.ring.SteppedPipelines;
import io.tallystick.simulation.disk.Loss;
import io.tallystick.simulation.disk.SimulatedDisk;
import io.tallystick.simulation.disk.SimulatedFileAccess;
import io.tallystick.simulation.disk.SimulatedLogFiles;
import io.tallystick.simulation.world.SimulatedClock;
import io.tallystick.simulation.world.SimulatedProcess;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * One node: replica of the order, both pipelines and local files, over a simulated disk, clock and
 * network. Its threads are turns that it takes one after another, at times drawn by chance.
 */
public final class SimulatedNode {
  private static final long MS = 1_000_000;
  private static final long DISK_MIN_NANOS = 20_000;

  /** A node's disk writes take up to that long, unless it is made slow. */
  private static final long DISK_MAX_NANOS = 2 * MS;

  /** A thread that has something to do does it within that time, unless it is made slow. */
  private static final long TURN_MAX_NANOS = MS / 4;

  /** One of the node's threads: does a piece of work whenever there is some. */
  private final class Turn {
    private final BooleanSupplier due;
    private final Runnable work;
    private boolean taken;

    Turn(BooleanSupplier due, Runnable work) {
      this.due = due;
      this.work = work;
    }

    void take() {
      if (!taken && due.getAsBoolean()) {
        taken = true;
        around.schedule().in(random.nextLong(1, turnMaxNanos), process, () -> step(this::run));
      }
    }

    private void run() {
      taken = false;
      if (due.getAsBoolean()) {
        work.run();
      }
    }
  }

  private final int number;
  private final NodePlace place;
  private final SplittableRandom random;
  private final SimulatedProcess process = new SimulatedProcess();
  private final SimulatedDisk disk = new SimulatedDisk();
  private final SimulatedClock clock;
  private final NodeBuild.Around around;
  private long diskMaxNanos = DISK_MAX_NANOS;
  private long turnMaxNanos = TURN_MAX_NANOS;
  private long proposalDelayMaxNanos = TURN_MAX_NANOS;

  private SteppedReplica replica;
  private SteppedPipelines pipelines;
  private NodeStores stores;
  private Turn[] turns;
  private Throwable failure;
  private boolean damaged;
  private long deliveredEver;

  /** A node that has never run; counted from 0. */
  public SimulatedNode(int number, NodePlace place, SplittableRandom random) {
    this.number = number;
    this.place = place;
    this.random = random;
    this.clock = new SimulatedClock(place.schedule(), random.nextLong(1L << 40));
    this.around =
        new NodeBuild.Around(
            place.schedule(), process, this::step, place.network()::send, place.members());
  }

  /**
   * Starts it, on whatever lies on its disk; but if it stopped for damage, an operator has restored
   * the files from a copy before.
   */
  public void start() {
    if (damaged) {
      damaged = false;
      disk.restoreFlips();
    }
    process.start();
    failure = null;
    place.trace().note(place.schedule().now(), number + 1, "start", process.life(), 0, 0);
    step(this::open);
  }

  private void open() {
    stores = NodeStores.open(new SimulatedFileAccess(disk), place.group(), place.build());
    LogStore log =
        LogStore.open(
            place.build().logFiles(new SimulatedLogFiles(disk, "/data/log")),
            Bounds.LOG,
            place.settingsOf(number).owner(),
            place.members(),
            Runnable::run);
    if (log.firstIndex() > stores.logIndex + 1 || log.lastIndex() < stores.logIndex) {
      throw TallystickException.of(
          ErrorKind.DAMAGED,
          "ordering_log_does_not_follow",
          "checkpoint at entry " + stores.logIndex + ", log from " + log.firstIndex());
    }
    LogWriter writer =
        new SimulatedLogWriter(
            log,
            place.schedule(),
            process,
            this::diskNanos,
            this::step,
            sequence -> replica.durable(sequence));
    replica =
        new SteppedReplica(
            place.settingsOf(number),
            log,
            new SendOnly(place.network()::send),
            load -> place.schedule().in(diskNanos(), process, () -> step(load)),
            place.build().logWriter(writer, log, sequence -> replica.durable(sequence), around),
            random.split());
    Ordering order =
        new OrderQueue(
            place.build().ordering(replica, around),
            place.schedule(),
            process,
            () -> random.nextLong(1, proposalDelayMaxNanos),
            place.everywhere(),
            this::step,
            this::deliver);
    pipelines = new SteppedPipelines(parts(order));
    pipelines.failed().exceptionally(this::noteFailure);
    order.failure().exceptionally(this::noteFailure);
    turns =
        new Turn[] {
          new Turn(pipelines::canBatch, pipelines::batch),
          new Turn(pipelines::canApply, pipelines::apply),
          new Turn(pipelines::canSeal, pipelines::seal)
        };
    order.listen(new LeaderWatch());
    replica.start(clock.nanoTime());
    tick();
  }

  private SteppedParts parts(Ordering order) {
    return new SteppedParts(
        Bounds.PIPELINES,
        place.slotsOf(number),
        stores.ledger,
        stores.chain,
        stores.logIndex,
        stores.unitOpen,
        stores.past,
        stores.store,
        order,
        stores.checkpoints,
        work -> place.schedule().in(diskNanos(), process, () -> step(work)),
        clock::wallNanos,
        clock::nanoTime,
        new SteppedParts.Watcher() {
          @Override
          public void applied(CommittedEntry entry, long height, ApplyOutput output) {
            place.watcher().applied(number, entry, height, output);
          }

          @Override
          public void sealed(BatchHeader header, byte[] hash) {
            place.watcher().sealed(number, header, hash);
          }
        });
  }

  private final class LeaderWatch implements LeadershipListener {
    @Override
    public void onLeader(long term, long lastIndexBeforeTerm) {
      place.watcher().leads(number, term, replica.store());
    }

    @Override
    public void onFollower(long term) {}
  }

  private Void noteFailure(Throwable problem) {
    if (failure == null) {
      failure = problem;
    }
    return null;
  }

  private void deliver(CommittedEntry entry) {
    deliveredEver = Math.max(deliveredEver, entry.index());
    place.watcher().delivered(number, entry, replica.status().term());
  }

  private long diskNanos() {
    return random.nextLong(DISK_MIN_NANOS, diskMaxNanos);
  }

  private void tick() {
    replica.tick(clock.nanoTime());
    pipelines.tick();
    place.schedule().in(Bounds.TICK_MS * MS, process, () -> step(this::tick));
  }

  /** Everything that the node does, it does in here. */
  private void step(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      noteFailure(e);
    }
    if (disk.isPowerLost()) {
      crash(Loss.any(random), "power lost");
    } else if (failure != null) {
      fail();
    } else {
      for (Turn turn : turns) {
        turn.take();
      }
    }
  }

  /** It stops itself; that is right only after something was done to its disk. */
  private void fail() {
    boolean damage =
        failure instanceof TallystickException known && known.kind() == ErrorKind.DAMAGED;
    boolean explained = disk.hasFailedForce() || (damage && disk.hasFlips());
    damaged = damage && explained;
    if (!explained) {
      place.watcher().failed(number, failure);
    }
    crash(disk.hasFailedForce() ? Loss.SOME : Loss.NONE, failure.getMessage());
  }

  /** Its process is gone, and with it what the loss takes of its disk. */
  public void crash(Loss loss, String why) {
    process.stop();
    disk.crash(loss, random);
    place.trace().note(place.schedule().now(), number + 1, "down", loss.ordinal(), 0, 0);
    place.watcher().down(number, why);
  }

  /** A message of another node arrives. */
  public void receive(RaftMessage message) {
    if (process.isUp()) {
      place
          .schedule()
          .in(0, process, () -> step(() -> place.build().receive(replica, message, around)));
    }
  }

  /**
   * A client's body arrives; the process is up.
   *
   * @param patienceNanos how long it may wait to be proposed
   */
  public CompletionStage<Outcome> submit(Body body, long patienceNanos) {
    CompletionStage<Outcome> reply = pipelines.submit(body, clock.nanoTime() + patienceNanos);
    for (Turn turn : turns) {
      turn.take();
    }
    return reply;
  }

  /**
   * A linearizable read; the process is up.
   *
   * @param seen told the log index up to which everything is applied, if the read is confirmed
   */
  public void read(LongConsumer seen) {
    step(
        () ->
            replica
                .readBarrier()
                .thenCompose(pipelines::applied)
                .whenComplete(
                    (index, problem) -> {
                      if (problem == null) {
                        seen.accept(index);
                      }
                    }));
  }

  /** The largest index ever handed to the pipelines; its disk holds everything up to there. */
  public long deliveredEver() {
    return deliveredEver;
  }

  public boolean isUp() {
    return process.isUp();
  }

  public boolean leads() {
    return process.isUp() && replica.status().role() == Role.LEADER;
  }

  public SimulatedProcess process() {
    return process;
  }

  public SimulatedDisk disk() {
    return disk;
  }

  public SimulatedClock clock() {
    return clock;
  }

  /** Of a node that is up. */
  public SteppedPipelines pipelines() {
    return pipelines;
  }

  /** Of a node that is up. */
  public SteppedReplica replica() {
    return replica;
  }

  /** Of a node that is up. */
  public SealedBatchStore store() {
    return stores.store;
  }

  /** Of a node that is up. */
  public Ledger ledger() {
    return stores.ledger;
  }

  /** From now on its disk takes up to that long for a write or an fsync. */
  public void slowDisk(long maxNanos) {
    diskMaxNanos = Math.max(maxNanos, DISK_MIN_NANOS + 1);
  }

  /** From now on its threads take up to that long to come to their work. */
  public void slowThreads(long turnNanos, long proposalNanos) {
    turnMaxNanos = Math.max(turnNanos, 2);
    proposalDelayMaxNanos = Math.max(proposalNanos, 2);
  }

  /** Disk, threads and clock are good again, and flipped bits restored. */
  public void heal() {
    diskMaxNanos = DISK_MAX_NANOS;
    turnMaxNanos = TURN_MAX_NANOS;
    proposalDelayMaxNanos = TURN_MAX_NANOS;
    clock.setRight();
    process.pauseUntil(0);
    disk.restoreFlips();
  }
}
