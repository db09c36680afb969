package io.tallystick.ordering.raft;

import static io.tallystick.ordering.raft.TestReplica.A;
import static io.tallystick.ordering.raft.TestReplica.B;
import static io.tallystick.ordering.raft.TestReplica.C;
import static io.tallystick.ordering.raft.TestReplica.D;
import static io.tallystick.ordering.raft.TestReplica.ELECTION_MAX_MS;
import static io.tallystick.ordering.raft.TestReplica.HEARTBEAT_MS;
import static io.tallystick.ordering.raft.TestReplica.THREE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ordering.raft.MembershipChange.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Three replicas whose messages a test carries, or does not. */
class RaftPartitionTest {
  private final Map<ReplicaId, TestReplica> group = new TreeMap<>();
  private final Set<ReplicaId> cutOff = new HashSet<>();

  RaftPartitionTest() {
    for (ReplicaId id : List.of(A, B, C)) {
      group.put(id, new TestReplica(id, THREE, HardState.EMPTY, new MemoryLog()));
    }
    elect(A);
  }

  /** Carries messages, and makes everything durable, until nothing is left to say. */
  private void exchange() {
    List<RaftMessage> messages = new ArrayList<>();
    do {
      messages.clear();
      for (TestReplica replica : group.values()) {
        replica.persist();
        messages.addAll(replica.sent);
        replica.sent.clear();
      }
      for (RaftMessage message : messages) {
        TestReplica to = group.get(message.to());
        if (to != null && cutOff.contains(message.from()) == cutOff.contains(message.to())) {
          to.step(message);
        }
      }
    } while (!messages.isEmpty());
  }

  private void elect(ReplicaId id) {
    group.get(id).passMs(ELECTION_MAX_MS);
    exchange();
    assertThat(group.get(id).core.role()).isEqualTo(Role.LEADER);
  }

  private long change(ReplicaId leader, Step step, ReplicaId id) {
    long index = group.get(leader).core.change(new MembershipChange(step, id));
    group.get(leader).carryOut();
    exchange();
    return index;
  }

  @Test
  void ofTwoChangesOnTheTwoSidesOfAPartitionOnlyTheMajoritysRemains() {
    cutOff.add(A);
    long lost = change(A, Step.REMOVE, B);
    assertThat(group.get(A).core.membership()).isEqualTo(THREE.without(B));
    assertThat(group.get(A).core.commitIndex()).as("one of two is no majority").isLessThan(lost);

    group.get(B).passMs(ELECTION_MAX_MS);
    elect(C);
    long made = change(C, Step.ADD_LEARNER, D);
    assertThat(group.get(C).core.commitIndex()).isEqualTo(made);

    cutOff.clear();
    group.get(C).passMs(HEARTBEAT_MS);
    exchange();
    group.get(C).passMs(HEARTBEAT_MS);
    exchange();
    for (TestReplica replica : group.values()) {
      assertThat(replica.core.membership()).isEqualTo(THREE.withLearner(D));
      assertThat(replica.log.terms()).isEqualTo(group.get(C).log.terms());
    }
    assertThat(group.get(A).core.role()).isEqualTo(Role.FOLLOWER);
    assertThat(lost).isEqualTo(group.get(C).log.lastIndex() - 1);
  }

  /**
   * A leader that was paused for a second takes reads when it wakes up, before it has heard of
   * anything: they must not be answered with what was the newest then.
   */
  @Test
  void readsThatWaitAtALeaderThatWasPausedAreNotAnsweredFromItsPast() {
    group.get(A).core.read(70);
    cutOff.add(A);
    exchange();
    group.get(B).passMs(ELECTION_MAX_MS);
    elect(C);
    group.get(C).propose(10);
    exchange();
    long settled = group.get(C).core.commitIndex();
    assertThat(settled).isGreaterThan(group.get(A).core.commitIndex());

    group.get(A).core.read(71);
    group.get(A).carryOut();
    cutOff.clear();
    exchange();
    group.get(A).passMs(HEARTBEAT_MS);
    exchange();
    assertThat(group.get(A).reads).isEmpty();
    assertThat(group.get(A).failedReads).containsExactly(70L, 71L);

    group.get(C).core.read(72);
    group.get(C).carryOut();
    exchange();
    assertThat(group.get(C).reads).containsExactly(new ReadState(72, settled));
  }

  @Test
  void whatWasSettledBeforeAllWereRestartedAtOnceIsSettledAfterwards() {
    for (int i = 0; i < 5; i++) {
      group.get(A).propose(10);
    }
    exchange();
    long settled = group.get(A).core.commitIndex();
    List<Long> terms = group.get(A).log.terms();
    for (ReplicaId id : List.of(A, B, C)) {
      TestReplica before = group.get(id);
      group.put(id, new TestReplica(id, THREE, before.written, before.log.copy()));
    }
    elect(C);
    assertThat(group.get(C).core.commitIndex()).isGreaterThan(settled);
    for (TestReplica replica : group.values()) {
      assertThat(replica.log.terms()).startsWith(terms.toArray(Long[]::new));
      assertThat(replica.log.terms()).isEqualTo(group.get(C).log.terms());
    }
  }
}
