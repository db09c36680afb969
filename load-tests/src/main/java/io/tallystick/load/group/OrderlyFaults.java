package io.tallystick.load.group;

import io.tallystick.load.process.NodeGroup;
import java.util.ArrayList;
import java.util.List;

/** What operators do on purpose. */
final class OrderlyFaults {
  private static final int TRANSFERS_MAX = 4;
  private static final int BETWEEN_MS_MAX = 1_500;
  private static final long HANDED_MS_MAX = 10_000;

  private OrderlyFaults() {}

  /** The lead goes from node to node; how long each took is in the unavailability. */
  static String transfer(GroupBench bench) {
    int times = 1 + bench.random().nextInt(TRANSFERS_MAX);
    int done = 0;
    for (int i = 0; i < times; i++) {
      if (handOver(bench, bench.follower())) {
        done++;
      }
      bench.pause(0, BETWEEN_MS_MAX);
    }
    return "the lead handed over " + done + " of " + times + " times";
  }

  private static boolean handOver(GroupBench bench, int to) {
    bench.note("hand over to " + to);
    return bench.tryTo(() -> bench.group().handOver(to))
        && NodeGroup.await(() -> bench.group().leader().orElse(0) == to, HANDED_MS_MAX);
  }

  /** Followers first, the leader last, which hands over before it stops. */
  static String rollingRestart(GroupBench bench) {
    int leader = bench.leader();
    List<Integer> order = new ArrayList<>(bench.group().plan().numbers());
    order.remove(Integer.valueOf(leader));
    order.add(leader);
    for (int node : order) {
      if (bench.leader() == node) {
        handOver(bench, bench.follower());
      }
      bench.note("stop node " + node);
      if (bench.group().stop(node).isEmpty()) {
        bench.findings().add("node " + node + " did not stop on SIGTERM and was killed");
      }
      bench.startAndAwait(node);
      bench.awaitCaughtUp(node);
    }
    return "nodes restarted in the order " + order;
  }
}
