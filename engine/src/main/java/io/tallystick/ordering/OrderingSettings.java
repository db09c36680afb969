package io.tallystick.ordering;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.log.LogOwner;
import io.tallystick.ordering.log.LogSettings;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.RaftSettings;
import io.tallystick.ordering.raft.ReplicaId;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that can be set about one replica. The limits are checked against each other when it
 * starts.
 *
 * @param owner group name and own replica
 * @param initialMembers who belongs to a new group; an existing log knows its members itself
 * @param raft times and bounds of the core
 * @param log sizes on disk and in memory
 * @param inFlightBytesMax payload bytes proposed here and not yet committed; past it proposals are
 *     refused ({@code ordering_busy}); one entry is always let in
 * @param closeTimeoutMs how long closing waits for the last fsync, ms
 * @param barrierTimeoutMs how long a read barrier waits for a leader's confirmation, ms
 */
public record OrderingSettings(
    LogOwner owner,
    Membership initialMembers,
    RaftSettings raft,
    LogSettings log,
    long inFlightBytesMax,
    int closeTimeoutMs,
    int barrierTimeoutMs) {
  /** Path of the dispatcher in the actor system's configuration: a thread of its own. */
  public static final String DISPATCHER = "tallystick.ordering.dispatcher";

  /** A group of one with the default limits. */
  public static OrderingSettings single(String group) {
    ReplicaId self = new ReplicaId(1, 1);
    return forReplica(group, self, Membership.ofVoters(List.of(self)));
  }

  /**
   * One replica of a group with the default limits.
   *
   * @param initialMembers the same on every founding replica; on one that joins later the members
   *     it was told of, in which it is a learner or missing
   */
  public static OrderingSettings forReplica(
      String group, ReplicaId self, Membership initialMembers) {
    return new OrderingSettings(
        new LogOwner(group, self),
        initialMembers,
        RaftSettings.defaults(),
        LogSettings.defaults(),
        64L << 20,
        10_000,
        5_000);
  }

  /** The same with other sizes of the log. */
  public OrderingSettings withLog(LogSettings newLog) {
    return new OrderingSettings(
        owner, initialMembers, raft, newLog, inFlightBytesMax, closeTimeoutMs, barrierTimeoutMs);
  }

  /** The same with other times and bounds of the core. */
  public OrderingSettings withRaft(RaftSettings newRaft) {
    return new OrderingSettings(
        owner, initialMembers, newRaft, log, inFlightBytesMax, closeTimeoutMs, barrierTimeoutMs);
  }

  /** The same with another bound on what is proposed and not committed. */
  public OrderingSettings withInFlightBytesMax(long bytes) {
    return new OrderingSettings(
        owner, initialMembers, raft, log, bytes, closeTimeoutMs, barrierTimeoutMs);
  }

  /** The same with another time that a read barrier may take. */
  public OrderingSettings withBarrierTimeoutMs(int timeoutMs) {
    return new OrderingSettings(
        owner, initialMembers, raft, log, inFlightBytesMax, closeTimeoutMs, timeoutMs);
  }

  /** Largest payload of one entry, bytes. */
  public int entryBytesMax() {
    return raft.entryBytesMax();
  }

  /** Fails with INVALID, naming every rule that is broken, those of the transport included. */
  void check(RaftTransport transport) {
    List<String> problems = new ArrayList<>(raft.problems());
    problems.addAll(transport.problems(raft));
    problems.addAll(log.problems());
    if (raft.entryBytesMax() != log.entryBytesMax()) {
      problems.add("raft.entryBytesMax and log.entryBytesMax must be equal");
    }
    if (inFlightBytesMax < raft.entryBytesMax()) {
      problems.add("inFlightBytesMax must be at least raft.entryBytesMax");
    }
    if (closeTimeoutMs < 1) {
      problems.add("closeTimeoutMs must be 1 or more");
    }
    if (barrierTimeoutMs < raft.electionTimeoutMaxMs()) {
      problems.add("barrierTimeoutMs must be at least raft.electionTimeoutMaxMs");
    }
    if (!problems.isEmpty()) {
      throw TallystickException.of(
          ErrorKind.INVALID, "settings_invalid", String.join("; ", problems));
    }
  }
}
