package io.tallystick.ordering.raft;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Who belongs to the group. Voters decide; learners receive the log and count for nothing.
 *
 * <p>Bytes (little-endian): version u8 = 1 | voters u8 | learners u8 | per member: node u32,
 * incarnation u64; voters first, each part in ascending order.
 */
public record Membership(SortedSet<ReplicaId> voters, SortedSet<ReplicaId> learners) {
  /** Most voters and most learners of one group. */
  public static final int MEMBERS_MAX = 15;

  private static final byte VERSION = 1;
  private static final int MEMBER_BYTES = 12;

  public Membership {
    voters = new TreeSet<>(voters);
    learners = new TreeSet<>(learners);
    if (voters.isEmpty() || voters.size() > MEMBERS_MAX || learners.size() > MEMBERS_MAX) {
      throw new IllegalArgumentException("voters " + voters + ", learners " + learners);
    }
    if (learners.stream().anyMatch(voters::contains)) {
      throw new IllegalArgumentException("a member is both voter and learner: " + voters);
    }
  }

  /** A group of voters without learners. */
  public static Membership ofVoters(Collection<ReplicaId> voters) {
    return new Membership(new TreeSet<>(voters), new TreeSet<>());
  }

  public boolean isVoter(ReplicaId id) {
    return voters.contains(id);
  }

  public boolean contains(ReplicaId id) {
    return voters.contains(id) || learners.contains(id);
  }

  /** All members, voters first. */
  public Collection<ReplicaId> all() {
    var all = new java.util.ArrayList<ReplicaId>(voters);
    all.addAll(learners);
    return all;
  }

  /** Whether the voters for which the condition holds are a majority. */
  public boolean majority(Predicate<ReplicaId> condition) {
    int holds = 0;
    for (ReplicaId voter : voters) {
      if (condition.test(voter)) {
        holds++;
      }
    }
    return holds * 2 > voters.size();
  }

  /** The largest value that a majority of voters has reached. */
  public long majorityValue(ToLongFunction<ReplicaId> valueOf) {
    long[] values = new long[voters.size()];
    int at = 0;
    for (ReplicaId voter : voters) {
      values[at++] = valueOf.applyAsLong(voter);
    }
    Arrays.sort(values);
    return values[(values.length - 1) / 2];
  }

  /** The same group with a further learner. */
  public Membership withLearner(ReplicaId id) {
    SortedSet<ReplicaId> more = new TreeSet<>(learners);
    more.add(id);
    return new Membership(voters, more);
  }

  /** The same group with a learner made a voter. */
  public Membership withPromoted(ReplicaId id) {
    SortedSet<ReplicaId> fewer = new TreeSet<>(learners);
    fewer.remove(id);
    SortedSet<ReplicaId> more = new TreeSet<>(voters);
    more.add(id);
    return new Membership(more, fewer);
  }

  /** The same group without that member. */
  public Membership without(ReplicaId id) {
    SortedSet<ReplicaId> fewerVoters = new TreeSet<>(voters);
    fewerVoters.remove(id);
    SortedSet<ReplicaId> fewerLearners = new TreeSet<>(learners);
    fewerLearners.remove(id);
    return new Membership(fewerVoters, fewerLearners);
  }

  /** The stored bytes. */
  public byte[] encode() {
    int members = voters.size() + learners.size();
    ByteBuffer bytes =
        ByteBuffer.allocate(3 + members * MEMBER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(VERSION).put((byte) voters.size()).put((byte) learners.size());
    for (ReplicaId id : all()) {
      bytes.putInt(id.node()).putLong(id.incarnation());
    }
    return bytes.array();
  }

  /** From stored bytes; fails with {@code DAMAGED} if they are not a membership. */
  public static Membership decode(byte[] stored, int offset, int length) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(stored, offset, length).order(ByteOrder.LITTLE_ENDIAN);
      byte version = bytes.get();
      if (version != VERSION) {
        throw new IllegalArgumentException("version " + version);
      }
      int voterCount = bytes.get();
      int learnerCount = bytes.get();
      SortedSet<ReplicaId> voters = new TreeSet<>();
      SortedSet<ReplicaId> learners = new TreeSet<>();
      for (int i = 0; i < voterCount + learnerCount; i++) {
        (i < voterCount ? voters : learners).add(new ReplicaId(bytes.getInt(), bytes.getLong()));
      }
      return new Membership(voters, learners);
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw TallystickException.of(
          ErrorKind.DAMAGED, "membership_unreadable", "bytes are no membership: " + e, e);
    }
  }
}
