package io.tallystick.node.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import io.tallystick.node.directory.NodeCard.Role;
import io.tallystick.ring.wire.TestSystems;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three nodes of a real Akka cluster: replicas 1 and 2, gateway 3. */
class ClusterDirectoryTest {
  private static final DirectorySettings SETTINGS = new DirectorySettings("main", 50, 300, 1_500);

  private final TestSystems systems =
      new TestSystems("akka.actor.provider = cluster, akka.cluster.jmx.enabled = off");
  private final Map<Integer, NodeCard> cards = new ConcurrentHashMap<>();
  private final Map<Integer, ActorSystem<Void>> nodes = new ConcurrentHashMap<>();
  private final Map<Integer, ClusterDirectory> directories = new ConcurrentHashMap<>();

  @BeforeEach
  void start() {
    cards.put(1, card(1, Role.LEADER, 4));
    cards.put(2, card(2, Role.FOLLOWER, 4));
    for (int node = 1; node <= 3; node++) {
      start(node);
    }
  }

  private void start(int node) {
    ActorSystem<Void> system = systems.start();
    nodes.put(node, system);
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(Cluster.get(nodes.get(1)).selfMember().address()));
    directories.put(
        node,
        ClusterDirectory.start(system, SETTINGS, () -> cards.get(node), ClusterMembers.of(system)));
  }

  @AfterEach
  void stop() {
    directories.values().forEach(ClusterDirectory::close);
    systems.close();
  }

  private static NodeCard card(int node, Role role, long term) {
    return new NodeCard(node, role, term, 77, "http://127.0.0.1:" + (18_400 + node));
  }

  private void awaitLeader(int at, Integer node) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                directories
                    .get(at)
                    .leader()
                    .map(entry -> entry.card().node())
                    .equals(Optional.ofNullable(node)));
  }

  @Test
  void everyNodeKnowsTheOthersAndWhoLeads() {
    for (int at = 1; at <= 3; at++) {
      awaitLeader(at, 1);
      int here = at;
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(directories.get(here).entries())
                      .extracting(DirectoryEntry::card)
                      .containsExactly(cards.get(1), cards.get(2)));
      assertThat(directories.get(at).addressOf(2)).isEqualTo(TestSystems.address(nodes.get(2)));
      assertThat(directories.get(at).addressOf(9)).isNull();
    }
    // A node without a card, such as one that is starting, is told of the others and says nothing.
    cards.put(3, card(3, Role.GATEWAY, 0));
    await().atMost(Duration.ofSeconds(30)).until(() -> directories.get(1).entries().size() == 3);
    assertThat(directories.get(1).replicas())
        .extracting(entry -> entry.card().node())
        .containsExactly(1, 2);
  }

  @Test
  void aChangeOfLeadersIsToldAtOnce() {
    awaitLeader(3, 1);
    cards.put(2, card(2, Role.LEADER, 5));
    awaitLeader(3, 2);
    assertThat(directories.get(3).replicas())
        .extracting(entry -> entry.card().node())
        .containsExactly(2, 1);
    cards.put(2, card(2, Role.FOLLOWER, 6));
    awaitLeader(3, null);
  }

  @Test
  void aNodeThatIsGoneIsNotTurnedTo() {
    awaitLeader(3, 1);
    awaitLeader(2, 1);
    TestSystems.stop(nodes.get(2));
    await().atMost(Duration.ofSeconds(30)).until(() -> directories.get(3).replicas().size() == 1);
    assertThat(directories.get(3).leader()).isPresent();
    assertThat(directories.get(3).entries())
        .anyMatch(entry -> entry.card().node() == 2 && !directories.get(3).isReachable(entry));
  }

  @Test
  void aNodeThatIsKnownToOneIsIntroducedToAll() {
    cards.put(3, card(3, Role.GATEWAY, 0));
    awaitLeader(3, 1);
    awaitLeader(2, 1);
    ActorSystem<Void> system = systems.start();
    NodeCard newcomer = card(4, Role.GATEWAY, 0);
    Set<Address> onlyTheFirst = Set.of(TestSystems.address(nodes.get(1)));
    directories.put(
        4, ClusterDirectory.start(system, SETTINGS, () -> newcomer, () -> onlyTheFirst));
    for (int at = 1; at <= 4; at++) {
      int here = at;
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(directories.get(here).entries())
                      .extracting(entry -> entry.card().node())
                      .containsExactly(1, 2, 3, 4));
    }
    // And they go on hearing of it, though it was told of one of them only.
    await()
        .during(Duration.ofMillis(2 * SETTINGS.silentMsMax()))
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> directories.get(2).entries().stream().allMatch(directories.get(2)::isReachable));
  }

  @Test
  void aSecondNodeOfTheSameNumberIsNotBelieved() {
    awaitLeader(2, 1);
    cards.put(3, card(2, Role.LEADER, 9));
    awaitLeader(1, 2);
    assertThat(directories.get(2).leader()).map(entry -> entry.card().node()).contains(1);
  }
}
