package io.tallystick.simulation;

import io.tallystick.simulation.client.SimulatedClient;
import io.tallystick.simulation.disk.Loss;
import io.tallystick.simulation.node.SimulatedNode;
import io.tallystick.simulation.world.Schedule;
import io.tallystick.simulation.world.SimulatedNetwork;
import io.tallystick.simulation.world.Trace;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Does harm, of kinds and at times drawn by chance, and mends all of it at the end. */
final class Faults {
  private static final long MS = 1_000_000;
  private static final long HOUR_NANOS = 3_600_000 * MS;

  /** A clock jumps by up to that much, or, seldom, by more than is accepted. */
  private static final long JUMP_MAX_NANOS = 4_000 * MS;

  private final Schedule schedule;
  private final Trace trace;
  private final SplittableRandom random;
  private final SimulatedNetwork network;
  private final List<SimulatedNode> nodes;
  private final SimulatedClient client;
  private final List<FaultKind> kinds;
  private final long pauseMaxNanos;
  private final Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
  private boolean ended;

  Faults(
      Schedule schedule,
      Trace trace,
      SplittableRandom random,
      SimulatedNetwork network,
      List<SimulatedNode> nodes,
      SimulatedClient client,
      List<FaultKind> kinds) {
    this.schedule = schedule;
    this.trace = trace;
    this.random = random;
    this.network = network;
    this.nodes = nodes;
    this.client = client;
    this.kinds = kinds;
    this.pauseMaxNanos = random.nextLong(100 * MS, 800 * MS);
  }

  /** Kinds by chance: each run leaves some out, so that the others have their effect. */
  static List<FaultKind> draw(SplittableRandom random) {
    List<FaultKind> drawn = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      for (int weight = random.nextInt(4); weight > 0; weight--) {
        drawn.add(kind);
      }
    }
    return drawn.isEmpty() ? List.of(FaultKind.CRASH) : drawn;
  }

  void start() {
    schedule.in(random.nextLong(MS, pauseMaxNanos), this::next);
  }

  /** How often each kind took place. */
  Map<FaultKind, Integer> counts() {
    return counts;
  }

  private void next() {
    if (ended) {
      return;
    }
    int node = random.nextInt(nodes.size());
    FaultKind kind = kinds.get(random.nextInt(kinds.size()));
    if (random.nextInt(4) == 0) {
      easeOff(node);
    } else {
      counts.merge(kind, 1, Integer::sum);
      trace.note(schedule.now(), node + 1, "fault", kind.ordinal(), 0, 0);
      harm(kind, node);
    }
    schedule.in(random.nextLong(20 * MS, pauseMaxNanos), this::next);
  }

  /** Something becomes good again, so that things get done. */
  private void easeOff(int node) {
    trace.note(schedule.now(), node + 1, "ease", 0, 0, 0);
    if (random.nextBoolean()) {
      network.heal();
      client.lose(0);
    } else {
      nodes.get(node).slowDisk(2 * MS);
      nodes.get(node).slowThreads(MS / 4, MS / 4);
    }
  }

  private void harm(FaultKind kind, int at) {
    SimulatedNode node = nodes.get(at);
    switch (kind) {
      case MESSAGE_LOSS -> network.lose(random.nextDouble() * 0.4);
      case MESSAGE_REPEAT -> network.repeat(random.nextDouble() * 0.5);
      case MESSAGE_DELAY ->
          network.delay(random.nextLong(MS, random.nextBoolean() ? 20 * MS : 400 * MS));
      case PARTITION -> network.partition(false);
      case ONE_SIDED_PARTITION -> network.partition(true);
      case ISOLATED_NODE -> network.isolate(leaderOr(at));
      case CRASH -> crash(random.nextBoolean() ? leaderOr(at) : at);
      case CRASH_OF_ALL -> crashAll();
      case POWER_LOSS_IN_THE_MIDDLE -> node.disk().losePowerAfter(random.nextLong(1, 120));
      case FAILED_FSYNC -> node.disk().failForceAfter(random.nextInt(1, 20));
      case BIT_FLIP -> flipBit(at);
      case SLOW_DISK ->
          node.slowDisk(random.nextLong(MS, random.nextBoolean() ? 20 * MS : 300 * MS));
      case SLOW_THREADS -> node.slowThreads(slowNanos(), slowNanos());
      case PAUSE -> node.process().pauseUntil(schedule.now() + random.nextLong(MS, 1_500 * MS));
      case CLOCK_JUMP -> jump(node);
      case CLIENT_LOSS -> client.lose(random.nextDouble() * 0.3);
    }
  }

  private long slowNanos() {
    return random.nextLong(MS, random.nextInt(4) == 0 ? 1_500 * MS : 30 * MS);
  }

  private int leaderOr(int otherwise) {
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).leads()) {
        return i;
      }
    }
    return otherwise;
  }

  private void crash(int at) {
    if (nodes.get(at).isUp()) {
      nodes.get(at).crash(Loss.any(random), "killed");
    }
  }

  private void crashAll() {
    for (int i = 0; i < nodes.size(); i++) {
      crash(i);
    }
  }

  private void jump(SimulatedNode node) {
    boolean far = random.nextInt(5) == 0;
    long nanos = far ? 2 * HOUR_NANOS : random.nextLong(-JUMP_MAX_NANOS, JUMP_MAX_NANOS);
    node.clock().jump(nanos);
  }

  /** On a node that is down, which reads what it needs when it starts. */
  private void flipBit(int at) {
    if (nodes.get(at).isUp()) {
      crash(at);
    }
    String flipped = nodes.get(at).disk().flipBit(name -> true, random);
    if (flipped != null) {
      trace.note(schedule.now(), at + 1, "flip", flipped.hashCode(), 0, 0);
    }
  }

  /** A node is down; it is started again some time later. */
  void down(int at) {
    schedule.in(random.nextLong(5 * MS, 1_500 * MS), () -> restart(at));
  }

  private void restart(int at) {
    if (!nodes.get(at).isUp()) {
      nodes.get(at).start();
    }
  }

  /** No more harm, and what there is is mended. */
  void end() {
    ended = true;
    network.heal();
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).heal();
      restart(i);
    }
  }
}
