package io.tallystick.account.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.JoinSeedNodes;
import com.typesafe.config.ConfigFactory;
import io.tallystick.account.AccountAnswer;
import io.tallystick.account.AccountSettings;
import io.tallystick.account.Accounts;
import io.tallystick.account.DoorStats;
import io.tallystick.account.MemoryJournal;
import io.tallystick.account.TestLedger;
import io.tallystick.account.policy.Policy;
import io.tallystick.account.policy.WindowLimit;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ring.wire.OwnAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes with real remoting: an account has one actor, which both reach, and which moves. */
class ShardedAccountsTest {
  private final TestLedger ledger = new TestLedger();
  private final MemoryJournal journal = new MemoryJournal();
  private final List<ActorSystem<Void>> systems = new ArrayList<>();
  private final List<Accounts> nodes = new ArrayList<>();
  private final List<DoorStats> stats = new ArrayList<>();

  @BeforeEach
  void start() {
    for (int i = 0; i < 2; i++) {
      ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "tallystick", config());
      systems.add(system);
      stats.add(new DoorStats());
    }
    List<akka.actor.Address> seeds = systems.stream().map(OwnAddress::of).toList();
    for (int i = 0; i < 2; i++) {
      Cluster.get(systems.get(i)).manager().tell(new JoinSeedNodes(seeds));
      nodes.add(
          ShardedAccounts.start(
              systems.get(i),
              ledger.new Node(),
              journal,
              AccountSettings.defaults(),
              stats.get(i)));
    }
    for (ActorSystem<Void> system : systems) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                var members = Cluster.get(system).state().getMembers();
                int up = 0;
                for (var member : members) {
                  up += member.status().equals(MemberStatus.up()) ? 1 : 0;
                }
                return up == 2;
              });
    }
    // Every shard has a place once both know the one coordinator.
    for (Accounts node : nodes) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> words(node.show(TestLedger.VAULT)).contains("account"));
    }
  }

  private static com.typesafe.config.Config config() {
    return ConfigFactory.load(
        ConfigFactory.parseString(
                """
                akka.loglevel = WARNING
                akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                akka.cluster.roles = [ledger]
                akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off
                akka.coordinated-shutdown.exit-jvm = off
                tallystick.group.name = main
                """)
            .withFallback(ConfigFactory.parseResources("tallystick-cluster.conf")));
  }

  @AfterEach
  void stop() throws Exception {
    for (ActorSystem<Void> system : systems) {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  private static Policy aDay(long amount) {
    return new Policy(
        false,
        Policy.NO_LIMIT,
        List.of(new WindowLimit(86_400, amount, Policy.NO_LIMIT)),
        List.of(),
        List.of(),
        0,
        0,
        60,
        0);
  }

  private static String words(CompletionStage<AccountAnswer> answer) {
    try {
      AccountAnswer given = answer.toCompletableFuture().orTimeout(15, TimeUnit.SECONDS).join();
      return given.outcome() == null
          ? new String(given.document(), java.nio.charset.StandardCharsets.UTF_8)
          : IntStream.of(given.outcome().results())
              .mapToObj(result -> TransferResult.of(result).wireName())
              .collect(Collectors.joining(" "));
    } catch (CompletionException failed) {
      return failed.getCause() instanceof TallystickException problem
          ? problem.code()
          : failed.getCause().toString();
    }
  }

  private String submit(int node, long id, long amount) {
    return words(
        nodes
            .get(node)
            .submit(
                TestLedger.transfer(id, amount), System.nanoTime() + TimeUnit.SECONDS.toNanos(10)));
  }

  @Test
  void bothNodesReachTheOneActorOfEachAccount() {
    for (Id account : List.of(TestLedger.VAULT, new Id(0, 9))) {
      assertThat(words(nodes.get(0).setPolicy(account, aDay(100), 0, Id.ZERO)))
          .contains("\"version\":1");
      assertThat(words(nodes.get(1).show(account))).contains("\"amount_max\":\"100\"");
      assertThat(words(nodes.get(1).setPolicy(account, aDay(90), 0, Id.ZERO)))
          .isEqualTo("version_conflict");
      assertThat(words(nodes.get(1).approve(account, new Id(0, 1), new Id(0, 2), new byte[64])))
          .isEqualTo("approval_not_found");
    }
    assertThat(submit(0, 1, 60)).isEqualTo("created");
    assertThat(submit(1, 2, 60)).isEqualTo("policy_refused");
    assertThat(submit(1, 3, 40)).isEqualTo("created");
    assertThat(submit(0, 3, 40)).isEqualTo("exists");
    assertThat(ledger.debited()).isEqualTo(100);
    assertThat(stats.get(0).guarded()).isEqualTo(2);
    assertThat(stats.get(1).guarded()).isEqualTo(2);
  }

  private String exchange(int node, long id, long euros, long dollars) {
    return words(
        nodes
            .get(node)
            .submit(
                TestLedger.exchange(id, euros, dollars),
                System.nanoTime() + TimeUnit.SECONDS.toNanos(10)));
  }

  @Test
  void aChainCollectsItsGrantsWhereverTheActorsOfItsAccountsAre() {
    assertThat(words(nodes.get(0).setPolicy(TestLedger.VAULT, aDay(100), 0, Id.ZERO)))
        .contains("\"version\":1");
    assertThat(words(nodes.get(1).setPolicy(TestLedger.RESERVE, aDay(50), 0, Id.ZERO)))
        .contains("\"version\":1");
    assertThat(exchange(0, 1, 60, 10)).isEqualTo("created created");
    assertThat(exchange(1, 3, 40, 41)).isEqualTo("policy_refused");
    assertThat(exchange(1, 3, 40, 40)).isEqualTo("created created");
    assertThat(exchange(0, 3, 40, 40)).isEqualTo("exists linked_event_failed");
    assertThat(exchange(0, 5, 1, 0)).isEqualTo("policy_refused");
    for (int node = 0; node < 2; node++) {
      int asked = node;
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(words(nodes.get(asked).show(TestLedger.VAULT)))
                      .contains("\"amount\":\"100\",\"count\":\"2\""));
      assertThat(words(nodes.get(node).waiting(TestLedger.RESERVE, null, 10)))
          .contains("\"waiting\":[]");
    }
    assertThat(ledger.debited(TestLedger.RESERVE)).isEqualTo(50);
  }

  @Test
  void anAccountMovesWhenItsNodeLeavesAndItsWindowMovesAlong() throws Exception {
    assertThat(words(nodes.get(0).setPolicy(TestLedger.VAULT, aDay(100), 0, Id.ZERO)))
        .contains("\"version\":1");
    assertThat(submit(0, 1, 60)).isEqualTo("created");
    systems.get(0).terminate();
    systems.get(0).getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(() -> assertThat(submit(1, 2, 50)).isEqualTo("policy_refused"));
    assertThat(submit(1, 3, 40)).isEqualTo("created");
    assertThat(ledger.debited()).isEqualTo(100);
  }
}
