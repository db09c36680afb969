package io.tallystick.simulation.node;

import io.tallystick.ordering.OrderingSettings;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ring.SteppedSlots;
import io.tallystick.simulation.world.Schedule;
import io.tallystick.simulation.world.SimulatedNetwork;
import io.tallystick.simulation.world.Trace;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Where a node stands: what all nodes of a run share.
 *
 * @param appendBytesMax payload bytes of one append message
 * @param everywhere index up to which every node's disk holds the log
 * @param slots memory of the commit ring, one for each node
 */
public record NodePlace(
    UUID group,
    Membership members,
    int appendBytesMax,
    Schedule schedule,
    SimulatedNetwork network,
    Trace trace,
    NodeBuild build,
    NodeWatcher watcher,
    LongSupplier everywhere,
    List<SteppedSlots> slots) {
  OrderingSettings settingsOf(int node) {
    return Bounds.ordering(new ReplicaId(node + 1, 1), members, appendBytesMax);
  }

  SteppedSlots slotsOf(int node) {
    return slots.get(node);
  }
}
