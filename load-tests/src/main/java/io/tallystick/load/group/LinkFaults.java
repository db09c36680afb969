package io.tallystick.load.group;

import io.tallystick.load.process.LinkMesh;
import io.tallystick.load.process.LinkProxy.Mode;

/** The ways between nodes are cut, slow or lossy. */
final class LinkFaults {
  private static final int MS_MIN = 1_000;

  /** Beyond the ten seconds after which Akka Cluster gives up the smaller side. */
  private static final int MS_MAX = 15_000;

  private LinkFaults() {}

  static String cutLeader(GroupBench bench) {
    return isolate(bench, bench.leader(), "leader");
  }

  static String cutFollower(GroupBench bench) {
    return isolate(bench, bench.follower(), "follower");
  }

  private static String isolate(GroupBench bench, int node, String role) {
    Mode mode = cut(bench);
    bench.group().links().setFrom(node, mode);
    bench.group().links().setTo(node, mode);
    return hold(bench, role + " " + node + " cut off both ways, " + words(mode));
  }

  static String cutOneWay(GroupBench bench) {
    LinkMesh links = bench.group().links();
    Mode mode = cut(bench);
    int leader = bench.leader();
    int follower = bench.follower();
    String what;
    switch (bench.random().nextInt(4)) {
      case 0 -> {
        links.setFrom(leader, mode);
        what = "from leader " + leader + " to all";
      }
      case 1 -> {
        links.setTo(leader, mode);
        what = "from all to leader " + leader;
      }
      case 2 -> {
        links.set(leader, follower, mode);
        what = "from leader " + leader + " to " + follower;
      }
      default -> {
        links.set(follower, leader, mode);
        what = "from " + follower + " to leader " + leader;
      }
    }
    return hold(bench, "cut " + what + ", " + words(mode));
  }

  static String cutAll(GroupBench bench) {
    Mode mode = cut(bench);
    bench.group().links().setAll(mode);
    return hold(bench, "all links cut, " + words(mode));
  }

  static String slow(GroupBench bench) {
    bench.group().links().setAll(Mode.SLOW);
    return hold(bench, "all links slow");
  }

  static String lossy(GroupBench bench) {
    bench.group().links().setAll(Mode.LOSSY);
    return hold(bench, "all links lossy");
  }

  private static Mode cut(GroupBench bench) {
    return bench.random().nextBoolean() ? Mode.HELD : Mode.BROKEN;
  }

  private static String words(Mode mode) {
    return mode == Mode.HELD ? "what is sent comes late" : "connections end";
  }

  private static String hold(GroupBench bench, String what) {
    bench.note(what);
    long ms = bench.pause(MS_MIN, MS_MAX);
    bench.group().links().setAll(Mode.OPEN);
    bench.note("links whole");
    return what + ", for " + ms + " ms";
  }
}
