package io.tallystick.ordering.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tallystick.base.TallystickException;
import io.tallystick.ordering.CommittedEntries;
import io.tallystick.ordering.LeadershipListener;
import io.tallystick.ordering.raft.FollowerStatus;
import io.tallystick.ordering.raft.LogStart;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.MembershipChange;
import io.tallystick.ordering.raft.MembershipChange.Step;
import io.tallystick.ordering.raft.ReplicaId;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas in actor systems of their own, over real sockets. */
class ThreeSystemsTest {
  private static final ReplicaId A = new ReplicaId(1, 1);
  private static final ReplicaId B = new ReplicaId(2, 1);
  private static final ReplicaId C = new ReplicaId(3, 1);
  private static final ReplicaId D = new ReplicaId(4, 1);
  private static final Membership THREE = Membership.ofVoters(List.of(A, B, C));
  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  private final PeerDirectory peers = new PeerDirectory("tallystick");
  private final Map<Integer, Integer> ports = new TreeMap<>();
  private final Map<ReplicaId, SocketNode> nodes = new TreeMap<>();
  private long next;

  @BeforeEach
  void startThree() throws Exception {
    for (ReplicaId id : List.of(A, B, C)) {
      place(id);
    }
    for (ReplicaId id : List.of(A, B, C)) {
      start(id, THREE);
    }
  }

  @AfterEach
  void stopAll() {
    nodes.values().forEach(SocketNode::close);
  }

  private void place(ReplicaId id) throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      ports.put(id.node(), socket.getLocalPort());
      peers.put(id.node(), "127.0.0.1:" + socket.getLocalPort());
    }
  }

  private SocketNode start(ReplicaId id, Membership initial) throws Exception {
    SocketNode node =
        SocketNode.start(id, ports.get(id.node()), peers, initial, folder.resolve("log-" + id));
    nodes.put(id, node);
    return node;
  }

  private SocketNode awaitLeader() {
    List<SocketNode> found = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              found.clear();
              nodes.values().stream().filter(SocketNode::leads).forEach(found::add);
              return found.size() == 1;
            });
    return found.get(0);
  }

  private List<SocketNode> followers(SocketNode leader) {
    return nodes.values().stream().filter(node -> node != leader).toList();
  }

  /** Proposes so many payloads, each beginning with its number. */
  private void propose(SocketNode leader, int count, int bytes) throws Exception {
    for (int i = 0; i < count; i++) {
      byte[] payload = ByteBuffer.allocate(bytes).putLong(0, next++).array();
      if (leader.ordering.bytesInFlight() > 16L * MIB) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> leader.ordering.bytesInFlight() < 8L * MIB);
      }
      get(leader.ordering.propose(payload, 0, bytes));
    }
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private void assertOneOrder(Collection<SocketNode> replicas, long count) throws Exception {
    List<Long> expected = LongStream.range(0, count).boxed().toList();
    for (SocketNode node : replicas) {
      assertThat(node.settled(0, (int) count)).as("order on %s", node.id).isEqualTo(expected);
    }
  }

  @Test
  void largeEntriesAreOrderedTheSameOnAllAndFollowersConfirmReads() throws Exception {
    SocketNode leader = awaitLeader();
    propose(leader, 64, MIB);
    propose(leader, 4, 4 * MIB);
    propose(leader, 500, 200);
    assertOneOrder(nodes.values(), next);
    for (SocketNode node : nodes.values()) {
      long settled = leader.ordering.status().commitIndex();
      assertThat(get(node.ordering.readBarrier())).isGreaterThanOrEqualTo(settled);
      assertThat(node.ordering.status().leader()).isEqualTo(leader.id);
    }
    await()
        .untilAsserted(
            () ->
                assertThat(leader.ordering.status().followers())
                    .hasSize(2)
                    .allSatisfy(
                        follower -> {
                          assertThat(follower.active()).isTrue();
                          assertThat(follower.voter()).isTrue();
                          assertThat(follower.behind()).isFalse();
                          assertThat(follower.matchIndex())
                              .isEqualTo(leader.ordering.status().lastIndex());
                        }));
  }

  @Test
  void whatWasSettledOutlivesTheLeaderWhichCatchesUpFromItsFiles() throws Exception {
    SocketNode first = awaitLeader();
    propose(first, 20, MIB / 4);
    assertThat(first.settled(0, 20)).hasSize(20);
    nodes.remove(first.id);
    first.terminate();

    SocketNode second = awaitLeader();
    assertThat(second.ordering.status().term()).isGreaterThan(first.ordering.status().term());
    propose(second, 40, MIB / 4);
    assertOneOrder(nodes.values(), next);
    for (SocketNode node : nodes.values()) {
      assertThat(get(node.ordering.readBarrier())).isGreaterThanOrEqualTo(next);
    }
    start(first.id, THREE);
    assertOneOrder(nodes.values(), next);
    propose(awaitLeader(), 5, 100);
    assertOneOrder(nodes.values(), next);
  }

  @Test
  void whatWasSettledIsThereAfterAllWereStoppedAtOnceAndStartedAgain() throws Exception {
    SocketNode leader = awaitLeader();
    propose(leader, 40, MIB / 4);
    assertThat(leader.settled(0, 40)).hasSize(40);
    long term = leader.ordering.status().term();
    List.copyOf(nodes.values()).parallelStream().forEach(SocketNode::terminate);
    nodes.clear();
    for (ReplicaId id : List.of(A, B, C)) {
      start(id, THREE);
    }
    SocketNode now = awaitLeader();
    assertThat(now.ordering.status().term()).isGreaterThan(term);
    assertOneOrder(nodes.values(), next);
    propose(now, 5, 100);
    assertOneOrder(nodes.values(), next);
  }

  /** Apply, slowed tenfold by whatever stands still behind it, holds up nothing of the order. */
  @Test
  void aConsumerThatHardlyMovesCausesNoElection() throws Exception {
    SocketNode leader = awaitLeader();
    long term = leader.ordering.status().term();
    List<CommittedEntries> slow = new ArrayList<>();
    for (SocketNode node : nodes.values()) {
      slow.add(node.ordering.committed(0));
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (System.nanoTime() < end) {
      propose(leader, 8, MIB / 2);
      for (CommittedEntries entries : slow) {
        entries.take(0);
      }
    }
    for (SocketNode node : nodes.values()) {
      assertThat(node.ordering.status().term()).isEqualTo(term);
      assertThat(node.ordering.status().leader()).isEqualTo(leader.id);
    }
    slow.forEach(CommittedEntries::close);
    assertOneOrder(nodes.values(), next);
  }

  /** A node whose data folder is of an earlier epoch, or of another group of the same name. */
  @Test
  void aReplicaOfAnotherHistoryIsNotHeard() throws Exception {
    SocketNode leader = awaitLeader();
    ReplicaId gone = followers(leader).get(0).id;
    nodes.remove(gone).close();
    SocketNode stranger =
        SocketNode.start(
            gone,
            ports.get(gone.node()),
            peers,
            THREE,
            folder.resolve("stranger"),
            SocketNode.settings(gone, THREE),
            SocketNode.HISTORY + 1);
    try {
      propose(leader, 10, 1_000);
      assertOneOrder(nodes.values(), next);
      assertThatThrownBy(() -> get(stranger.ordering.readBarrier()))
          .hasMessageContaining("no leader confirmed");
      assertThat(stranger.ordering.status().lastIndex()).isZero();
      assertThat(leader.leads()).isTrue();
    } finally {
      stranger.close();
    }
  }

  @Test
  void aFollowerAloneAnswersNoReadAndSaysThatItMayBeTriedAgain() throws Exception {
    SocketNode leader = awaitLeader();
    SocketNode alone = followers(leader).get(0);
    for (SocketNode node : List.copyOf(nodes.values())) {
      if (node != alone) {
        nodes.remove(node.id).close();
      }
    }
    assertThatThrownBy(() -> get(alone.ordering.readBarrier()))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            TallystickException.class,
            e -> {
              assertThat(e.code()).isEqualTo("read_not_confirmed");
              assertThat(e.retryAfterMs()).isPositive();
            });
  }

  @Test
  void leadershipIsHandedOverAndProposalsGoOn() throws Exception {
    SocketNode leader = awaitLeader();
    propose(leader, 10, 1_000);
    SocketNode target = followers(leader).get(1);
    ConcurrentLinkedQueue<ReplicaId> leaders = new ConcurrentLinkedQueue<>();
    followers(leader)
        .get(0)
        .ordering
        .listen(
            new LeadershipListener() {
              @Override
              public void onLeader(long term, long lastIndexBeforeTerm) {}

              @Override
              public void onFollower(long term) {}

              @Override
              public void onLeaderKnown(long term, ReplicaId known) {
                leaders.add(known == null ? new ReplicaId(99, 1) : known);
              }
            });
    get(leader.ordering.transferLeadership(target.id));
    assertThat(leader.ordering.status().leader()).isEqualTo(target.id);
    await().until(target::leads);
    propose(target, 10, 1_000);
    assertOneOrder(nodes.values(), next);
    assertThat(leaders).startsWith(leader.id).endsWith(target.id);
    assertFails(leader.ordering.transferLeadership(target.id), "not_leader");
    assertFails(target.ordering.transferLeadership(D), "not_a_voter");
  }

  @Test
  void aReplicaJoinsAsLearnerIsPromotedAndAnotherLeaves() throws Exception {
    SocketNode leader = awaitLeader();
    propose(leader, 30, MIB / 8);
    place(D);
    assertFails(
        followers(leader).get(0).ordering.change(new MembershipChange(Step.ADD_LEARNER, D)),
        "not_leader");
    long added = get(leader.ordering.change(new MembershipChange(Step.ADD_LEARNER, D)));
    assertThat(leader.ordering.status().commitIndex()).isGreaterThanOrEqualTo(added);
    assertThat(leader.ordering.membership()).isEqualTo(THREE.withLearner(D));
    SocketNode fourth = start(D, THREE.withLearner(D));
    assertThat(fourth.settled(0, 30)).hasSize(30);
    await()
        .until(
            () ->
                leader.ordering.status().followers().stream()
                    .filter(follower -> follower.replica().equals(D))
                    .mapToLong(FollowerStatus::matchIndex)
                    .allMatch(match -> match == leader.ordering.status().lastIndex()));
    get(leader.ordering.change(new MembershipChange(Step.PROMOTE, D)));
    ReplicaId leaving = followers(leader).get(0).id.equals(D) ? B : followers(leader).get(0).id;
    get(leader.ordering.change(new MembershipChange(Step.REMOVE, leaving)));
    nodes.remove(leaving).close();
    propose(leader, 10, 1_000);
    assertOneOrder(nodes.values(), next);
    await().until(() -> fourth.ordering.membership().equals(leader.ordering.membership()));
    assertThat(fourth.ordering.membership().voters()).contains(D).doesNotContain(leaving);
    assertFails(
        leader.ordering.change(new MembershipChange(Step.PROMOTE, D)), "membership_not_possible");

    nodes.remove(leader.id);
    leader.close();
    SocketNode after = awaitLeader();
    propose(after, 5, 1_000);
    assertOneOrder(nodes.values(), next);
  }

  @Test
  void aFollowerThatTheLeadersLogNoLongerReachesIsToldAndGoesOnAfterWhatItInstalled()
      throws Exception {
    SocketNode leader = awaitLeader();
    SocketNode lagging = followers(leader).get(0);
    propose(leader, 5, 1_000);
    assertThat(lagging.settled(0, 5)).hasSize(5);
    nodes.remove(lagging.id).close();
    propose(leader, 60, MIB);
    for (SocketNode node : nodes.values()) {
      node.settled(0, (int) next);
      node.ordering.cutBefore(60);
      await().until(() -> node.ordering.status().firstIndex() > 10);
    }

    SocketNode back = start(lagging.id, THREE);
    ConcurrentLinkedQueue<LogStart> offers = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<ReplicaId> from = new ConcurrentLinkedQueue<>();
    back.ordering.onBehind(
        (sender, start) -> {
          from.add(sender);
          offers.add(start);
        });
    await().atMost(Duration.ofSeconds(30)).until(() -> !offers.isEmpty());
    SocketNode now = awaitLeader();
    assertThat(from.peek()).isEqualTo(now.id);
    LogStart offer = offers.peek();
    assertThat(offer.index()).isEqualTo(now.ordering.status().firstIndex() - 1);
    assertThat(offer.membership()).isEqualTo(THREE);
    await()
        .until(() -> now.ordering.status().followers().stream().anyMatch(FollowerStatus::behind));

    LogStart later = get(now.ordering.logStart(offer.index() + 5));
    assertThat(later.index()).isEqualTo(offer.index() + 5);
    assertFails(now.ordering.installed(later), "ordering_leads");
    try (var open = back.ordering.committed(0)) {
      assertThat(open.isStopped()).isFalse();
      assertFails(back.ordering.installed(later), "ordering_consumer_open");
    }
    get(back.ordering.installed(later));
    propose(now, 3, 1_000);
    List<Long> rest = back.settledUntil(later.index(), next - 1);
    assertThat(now.settledUntil(later.index(), next - 1)).isEqualTo(rest);
    assertThat(rest).startsWith(rest.get(0), rest.get(0) + 1).endsWith(next - 2, next - 1);

    nodes.remove(back.id).close();
    SocketNode again = start(back.id, THREE);
    assertThat(again.ordering.status().firstIndex()).isEqualTo(later.index() + 1);
    assertThat(again.settledUntil(later.index(), next - 1)).isEqualTo(rest);
    assertThat(offers).as("told once").hasSize(1);
  }

  private static void assertFails(CompletionStage<?> stage, String code) {
    assertThatThrownBy(() -> stage.toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
