package io.tallystick.simulation.node;

import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.SteppedReplica;
import io.tallystick.ordering.log.LogFiles;
import io.tallystick.ordering.log.LogStore;
import io.tallystick.ordering.log.LogWriter;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.RaftMessage;
import io.tallystick.persistence.index.IdTable;
import io.tallystick.simulation.world.Schedule;
import io.tallystick.simulation.world.SimulatedProcess;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * How a node is put together. This one is sound; tests put broken parts in the place of sound ones,
 * to see them found.
 */
public class NodeBuild {
  /**
   * What a part may need to act by itself.
   *
   * @param step runs something as a step of the node, which fails if it throws
   * @param send puts a message on the network
   * @param members of the group
   */
  public record Around(
      Schedule schedule,
      SimulatedProcess process,
      Consumer<Runnable> step,
      Consumer<RaftMessage> send,
      Membership members) {}

  /** The files under the log. */
  public LogFiles logFiles(LogFiles sound) {
    return sound;
  }

  /**
   * What makes the log durable.
   *
   * @param durable tells the replica up to which sequence everything is durable
   */
  public LogWriter logWriter(LogWriter sound, LogStore store, LongConsumer durable, Around around) {
    return sound;
  }

  /** The order as the pipelines see it. */
  public Ordering ordering(SteppedReplica sound, Around around) {
    return sound;
  }

  /** The id index. */
  public IdTable ids(IdTable sound) {
    return sound;
  }

  /** Gives a message to the replica. */
  public void receive(SteppedReplica replica, RaftMessage message, Around around) {
    replica.received(message);
  }
}
