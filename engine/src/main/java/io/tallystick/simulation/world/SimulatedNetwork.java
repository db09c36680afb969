package io.tallystick.simulation.world;

import io.tallystick.ordering.raft.RaftMessage;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Carries messages between nodes, badly: loses, repeats, delays and so reorders them. */
public final class SimulatedNetwork {
  private static final long DELAY_MIN_NANOS = 50_000;
  private static final long DELAY_MAX_NANOS = 3_000_000;

  private final Schedule schedule;
  private final RandomGenerator random;
  private final boolean[][] cut;
  private double lossShare;
  private double repeatShare;
  private long delayMaxNanos = DELAY_MAX_NANOS;
  private List<Consumer<RaftMessage>> receivers = List.of();
  private long sent;

  /** A network of so many nodes. */
  public SimulatedNetwork(Schedule schedule, RandomGenerator random, int nodes) {
    this.schedule = schedule;
    this.random = random;
    this.cut = new boolean[nodes][nodes];
  }

  /** Sets who receives, in order of the nodes. */
  public void connect(List<Consumer<RaftMessage>> newReceivers) {
    receivers = newReceivers;
  }

  /** Messages handed to the network so far. */
  public long sent() {
    return sent;
  }

  /** Sends a message; says nothing of what becomes of it. */
  public void send(RaftMessage message) {
    sent++;
    int from = message.from().node() - 1;
    int to = message.to().node() - 1;
    int copies = random.nextDouble() < repeatShare ? 2 : 1;
    for (int copy = 0; copy < copies; copy++) {
      if (!cut[from][to] && random.nextDouble() >= lossShare) {
        schedule.in(
            random.nextLong(DELAY_MIN_NANOS, delayMaxNanos),
            () -> receivers.get(to).accept(message));
      }
    }
  }

  /** From now on that share of messages is lost, 0 … 1. */
  public void lose(double share) {
    lossShare = share;
  }

  /** From now on that share of messages comes twice, 0 … 1. */
  public void repeat(double share) {
    repeatShare = share;
  }

  /** From now on messages take up to that long. */
  public void delay(long maxNanos) {
    delayMaxNanos = Math.max(maxNanos, DELAY_MIN_NANOS + 1);
  }

  /** Cuts ways by chance, each in both directions or, if one-sided, in one. */
  public void partition(boolean oneSided) {
    for (int from = 0; from < cut.length; from++) {
      for (int to = 0; to < from; to++) {
        boolean apart = random.nextInt(2) == 0;
        cut[from][to] = apart && !(oneSided && random.nextBoolean());
        cut[to][from] = apart && !(oneSided && random.nextBoolean());
      }
    }
  }

  /** Cuts one node off from all others. */
  public void isolate(int node) {
    for (int other = 0; other < cut.length; other++) {
      cut[node][other] = other != node;
      cut[other][node] = other != node;
    }
  }

  /** All ways are open again. */
  public void joinAll() {
    for (boolean[] row : cut) {
      Arrays.fill(row, false);
    }
  }

  /** A good network again. */
  public void heal() {
    joinAll();
    lossShare = 0;
    repeatShare = 0;
    delayMaxNanos = DELAY_MAX_NANOS;
  }
}
