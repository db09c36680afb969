package io.tallystick.ring.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ring.wire.TestSystems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Replicas in actor systems of their own that reach each other over sockets; node 1 leads. */
class AgreementTest {
  private static final long NO_MAJORITY_MS = 2_000;

  private final TestSystems systems = new TestSystems("");
  private final Map<Integer, Address> addresses = new ConcurrentHashMap<>();
  private final Map<Integer, FakeChain> chains = new ConcurrentHashMap<>();
  private final Map<Integer, Agreement> running = new ConcurrentHashMap<>();
  private final Map<Integer, List<TallystickException>> stopped = new ConcurrentHashMap<>();

  /** Pairs of nodes, smaller first, that do not know each other's address. */
  private final Set<List<Integer>> cut = ConcurrentHashMap.newKeySet();

  private Membership members;
  private long history = 5;

  @AfterEach
  void end() {
    running.values().forEach(Agreement::close);
    systems.close();
  }

  private void group(int voters) {
    List<ReplicaId> ids = new ArrayList<>();
    for (int node = 1; node <= voters; node++) {
      ids.add(new ReplicaId(node, 1));
      chains.put(node, new FakeChain(10L * node));
    }
    members = Membership.ofVoters(ids);
  }

  private void start(int... nodes) {
    for (int node : nodes) {
      ActorSystem<Void> system = systems.start();
      addresses.put(node, TestSystems.address(system));
      stopped.put(node, new ArrayList<>());
      running.put(
          node,
          Agreement.start(
              system,
              new AgreementSettings("main", history, new ReplicaId(node, 1), 20, NO_MAJORITY_MS),
              chains.get(node),
              () -> members,
              other -> reaches(node, other) ? addresses.get(other) : null,
              reason -> stop(node, reason)));
    }
  }

  private boolean reaches(int a, int b) {
    return !cut.contains(List.of(Math.min(a, b), Math.max(a, b)));
  }

  /** What a node does: it says why, and is gone. */
  private void stop(int node, TallystickException reason) {
    synchronized (stopped) {
      stopped.get(node).add(reason);
    }
  }

  private List<TallystickException> reasons(int node) {
    synchronized (stopped) {
      return List.copyOf(stopped.get(node));
    }
  }

  private void awaitStopped(int... nodes) {
    for (int node : nodes) {
      await().atMost(Duration.ofSeconds(20)).until(() -> reasons(node).size() == 1);
      TallystickException reason = reasons(node).get(0);
      assertThat(reason.code()).isEqualTo("replicas_differ");
      assertThat(reason.kind()).isEqualTo(ErrorKind.DAMAGED);
    }
  }

  private void awaitAgreed(int node, long height) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(running.get(node).agreedHeight()).isGreaterThanOrEqualTo(height));
  }

  private void assertGoesOn(int... nodes) {
    for (int node : nodes) {
      assertThat(reasons(node)).isEmpty();
    }
  }

  @Test
  void equalReplicasAgreeUpToWhereAMajorityIs() {
    group(3);
    start(1, 2, 3);
    for (int node : new int[] {2, 3}) {
      awaitAgreed(node, 20);
      assertThat(running.get(node).agreedHeight()).isEqualTo(20);
    }
    assertThat(running.get(1).agreedHeight()).isEqualTo(10);
    chains.values().forEach(chain -> chain.growTo(500));
    for (int node : new int[] {1, 2, 3}) {
      awaitAgreed(node, 500);
      assertThat(running.get(node).verdict()).isEqualTo(Verdict.Kind.OK);
    }
    assertGoesOn(1, 2, 3);
  }

  @Test
  void aFollowerWithOneOtherHeaderStopsAndNamesBothHashes() {
    group(3);
    chains.get(3).partAt(25, 1);
    start(1, 2, 3);
    chains.values().forEach(chain -> chain.growTo(30));
    awaitStopped(3);
    awaitAgreed(1, 30);
    awaitAgreed(2, 30);
    assertGoesOn(1, 2);
    assertThat(reasons(3).get(0))
        .hasMessageContaining(FakeChain.hash(1, 30).toString())
        .hasMessageContaining(FakeChain.hash(0, 30).toString())
        .hasMessageContaining("replica 3.1 stops");
  }

  @Test
  void theLeaderStopsWhenItIsTheOneThatDiffers() {
    group(3);
    chains.get(1).partAt(25, 1);
    start(1, 2, 3);
    chains.values().forEach(chain -> chain.growTo(30));
    awaitStopped(1);
    awaitAgreed(2, 30);
    awaitAgreed(3, 30);
    assertGoesOn(2, 3);
  }

  @Test
  void withNoMajorityAllStop() {
    group(3);
    chains.get(2).partAt(25, 1);
    chains.get(3).partAt(25, 2);
    start(1, 2, 3);
    chains.values().forEach(chain -> chain.growTo(30));
    awaitStopped(1, 2, 3);
  }

  @Test
  void twoThatDifferWhileTheThirdIsAwayStopAfterTheTime() {
    group(3);
    chains.get(2).partAt(25, 1);
    chains.values().forEach(chain -> chain.growTo(30));
    long begin = System.nanoTime();
    start(1, 2);
    awaitStopped(1, 2);
    assertThat(System.nanoTime() - begin).isGreaterThan(NO_MAJORITY_MS * 1_000_000);
    assertThat(reasons(1).get(0)).hasMessageContaining("no majority was found");
  }

  @Test
  void theThirdDecidesWhenItComesInTime() {
    group(3);
    chains.get(2).partAt(25, 1);
    chains.get(3).growTo(20);
    start(1, 2, 3);
    chains.get(1).growTo(30);
    chains.get(2).growTo(30);
    await().until(() -> running.get(1).verdict() == Verdict.Kind.WAIT);
    chains.get(3).growTo(30);
    awaitStopped(2);
    assertGoesOn(1, 3);
  }

  @Test
  void aReplicaThatStandsStillBelowIsCompared() {
    group(3);
    chains.get(3).growTo(7);
    chains.get(3).partAt(5, 1);
    chains.get(1).growTo(1_000);
    chains.get(2).growTo(1_000);
    start(1, 2, 3);
    awaitStopped(3);
    assertThat(reasons(3).get(0)).hasMessageContaining("replica 3.1 stops");
    awaitAgreed(1, 1_000);
    assertGoesOn(1, 2);
  }

  @Test
  void replicasThatCannotReachEachOtherAreComparedThroughTheThird() {
    group(3);
    cut.add(List.of(2, 3));
    chains.get(2).partAt(25, 1);
    start(1, 2, 3);
    chains.values().forEach(chain -> chain.growTo(30));
    awaitStopped(2);
    // Without what node 1 passes on, node 2 would wait for node 3 and find no majority.
    assertThat(reasons(2).get(0))
        .hasMessageContaining("replica 3.1 has the hash")
        .hasMessageContaining("no majority can hold");
    awaitAgreed(3, 30);
    assertGoesOn(1, 3);
  }

  @Test
  void aNodeOfAnotherHistoryTroublesNobody() {
    group(3);
    chains.get(3).partAt(1, 1);
    start(1, 2);
    history = 6;
    start(3);
    chains.values().forEach(chain -> chain.growTo(90));
    awaitAgreed(1, 90);
    awaitAgreed(2, 90);
    // Node 3 hears from both, and both from it, many times over.
    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(20))
        .until(() -> running.values().stream().allMatch(a -> a.verdict() == Verdict.Kind.OK));
    assertGoesOn(1, 2, 3);
  }

  @Test
  void twoOfFiveStop() {
    group(5);
    chains.get(1).partAt(60, 1);
    chains.get(4).partAt(60, 1);
    start(1, 2, 3, 4, 5);
    chains.values().forEach(chain -> chain.growTo(70));
    awaitStopped(1, 4);
    for (int node : new int[] {2, 3, 5}) {
      awaitAgreed(node, 70);
    }
    assertGoesOn(2, 3, 5);
  }
}
