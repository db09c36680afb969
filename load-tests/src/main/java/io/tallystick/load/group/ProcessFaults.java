package io.tallystick.load.group;

import java.io.IOException;
import java.util.List;

/** Processes die or stand still. */
final class ProcessFaults {
  private static final int DOWN_MS_MAX = 3_000;
  private static final int FROZEN_MS_MIN = 300;
  private static final int FROZEN_MS_MAX = 8_000;

  private ProcessFaults() {}

  static String killLeader(GroupBench bench) {
    return kill(bench, bench.leader());
  }

  static String killFollower(GroupBench bench) {
    return kill(bench, bench.follower());
  }

  private static String kill(GroupBench bench, int node) {
    bench.note("kill node " + node);
    bench.group().kill(node);
    long downMs = bench.pause(0, DOWN_MS_MAX);
    bench.startAndAwait(node);
    return "node " + node + " killed, started after " + downMs + " ms";
  }

  static String killAll(GroupBench bench) {
    List<Integer> nodes = bench.group().plan().numbers();
    bench.note("kill all nodes");
    nodes.forEach(bench.group()::kill);
    long downMs = bench.pause(0, DOWN_MS_MAX);
    nodes.forEach(bench.group()::launch);
    nodes.forEach(bench::awaitReady);
    return "all nodes killed, started after " + downMs + " ms";
  }

  static String freezeLeader(GroupBench bench) throws IOException {
    return freeze(bench, bench.leader());
  }

  static String freezeFollower(GroupBench bench) throws IOException {
    return freeze(bench, bench.follower());
  }

  private static String freeze(GroupBench bench, int node) throws IOException {
    bench.note("freeze node " + node);
    bench.group().freeze(node);
    long ms;
    try {
      ms = bench.pause(FROZEN_MS_MIN, FROZEN_MS_MAX);
    } finally {
      bench.group().thaw(node);
    }
    bench.note("thaw node " + node);
    return "node " + node + " frozen for " + ms + " ms";
  }
}
