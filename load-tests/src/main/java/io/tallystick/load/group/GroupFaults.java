package io.tallystick.load.group;

import io.tallystick.load.group.GroupFault.Needs;
import java.util.List;
import java.util.Optional;

/** All faults. */
final class GroupFaults {
  private static final List<GroupFault> ALL =
      List.of(
          new GroupFault("kill-leader", Needs.NOTHING, ProcessFaults::killLeader),
          new GroupFault("kill-follower", Needs.NOTHING, ProcessFaults::killFollower),
          new GroupFault("kill-all", Needs.NOTHING, ProcessFaults::killAll),
          new GroupFault("freeze-leader", Needs.NOTHING, ProcessFaults::freezeLeader),
          new GroupFault("freeze-follower", Needs.NOTHING, ProcessFaults::freezeFollower),
          new GroupFault("cut-leader", Needs.NOTHING, LinkFaults::cutLeader),
          new GroupFault("cut-follower", Needs.NOTHING, LinkFaults::cutFollower),
          new GroupFault("cut-one-way", Needs.NOTHING, LinkFaults::cutOneWay),
          new GroupFault("cut-all", Needs.NOTHING, LinkFaults::cutAll),
          new GroupFault("slow-links", Needs.NOTHING, LinkFaults::slow),
          new GroupFault("lossy-links", Needs.NOTHING, LinkFaults::lossy),
          new GroupFault("disk-full", Needs.SMALL_DISK, StorageFaults::diskFull),
          new GroupFault("bit-flip", Needs.NOTHING, StorageFaults::bitFlip),
          new GroupFault("node-wiped", Needs.NOTHING, StorageFaults::wiped),
          new GroupFault("cassandra-killed", Needs.CASSANDRA, CassandraFaults::killed),
          new GroupFault("cassandra-frozen", Needs.CASSANDRA, CassandraFaults::frozen),
          new GroupFault("leader-transfer", Needs.NOTHING, OrderlyFaults::transfer),
          new GroupFault("rolling-restart", Needs.NOTHING, OrderlyFaults::rollingRestart));

  private GroupFaults() {}

  static List<GroupFault> all() {
    return ALL;
  }

  static List<String> names() {
    return ALL.stream().map(GroupFault::name).toList();
  }

  static Optional<GroupFault> named(String name) {
    return ALL.stream().filter(fault -> fault.name().equals(name)).findFirst();
  }
}
