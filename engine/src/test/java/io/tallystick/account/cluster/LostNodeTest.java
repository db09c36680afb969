package io.tallystick.account.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three nodes with real remoting, of which one ends without a word. It is never given up by the
 * resolver here, so that what the others do meanwhile can be seen.
 */
class LostNodeTest {
  private static final int ACCOUNTS = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestLedger ledger = new TestLedger(ACCOUNTS);
  private final MemoryJournal journal = new MemoryJournal();
  private final List<ActorSystem<Void>> systems = new ArrayList<>();
  private final List<Accounts> nodes = new ArrayList<>();
  private final List<Id> accounts =
      LongStream.range(TestLedger.FIRST_OF_MORE, TestLedger.FIRST_OF_MORE + ACCOUNTS)
          .mapToObj(low -> new Id(0, low))
          .toList();
  private long transfers;

  @BeforeEach
  void start() {
    for (int i = 0; i < 3; i++) {
      systems.add(ActorSystem.create(Behaviors.empty(), "tallystick", config()));
    }
    for (ActorSystem<Void> system : systems) {
      // One after the other, so that the first is the oldest and has the coordinator.
      Cluster.get(system).manager().tell(new JoinSeedNodes(List.of(OwnAddress.of(systems.get(0)))));
      TestLedger.Node engine = ledger.new Node(nodes.size());
      nodes.add(
          ShardedAccounts.start(
              system, engine, journal, AccountSettings.defaults(), new DoorStats()));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> Cluster.get(system).selfMember().status().equals(MemberStatus.up()));
    }
    for (Id account : accounts) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () -> words(nodes.get(1).setPolicy(account, aDay(1_000_000), 0, Id.ZERO)),
              told -> told.contains("\"version\":1") || told.equals("version_conflict"));
    }
  }

  private static com.typesafe.config.Config config() {
    return ConfigFactory.load(
        ConfigFactory.parseString(
                """
                akka.loglevel = WARNING
                akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                akka.cluster.roles = [ledger]
                akka.cluster.split-brain-resolver.stable-after = 5m
                akka.cluster.sharding.rebalance-interval = 500ms
                akka.coordinated-shutdown.run-by-actor-system-terminate = off
                akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off
                akka.coordinated-shutdown.exit-jvm = off
                tallystick.group.name = main
                """)
            .withFallback(ConfigFactory.parseResources("tallystick-cluster.conf")));
  }

  @AfterEach
  void stop() throws Exception {
    for (ActorSystem<Void> system : systems) {
      end(system);
    }
  }

  private static void end(ActorSystem<Void> system) throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
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
          : TransferResult.of(given.outcome().results()[0]).wireName();
    } catch (CompletionException failed) {
      return failed.getCause() instanceof TallystickException problem
          ? problem.code()
          : failed.getCause().toString();
    }
  }

  private String pay(int node, Id account) {
    return words(
        nodes
            .get(node)
            .submit(
                TestLedger.transfer(account, ++transfers, 1),
                System.nanoTime() + TimeUnit.SECONDS.toNanos(10)));
  }

  /** Accounts that answer through a node now. */
  private Set<Id> answering(int node) {
    Set<Id> found = new HashSet<>();
    for (Id account : accounts) {
      String told = pay(node, account);
      assertThat(told).isIn("created", "policy_unavailable");
      if (told.equals("created")) {
        found.add(account);
      }
    }
    return found;
  }

  /** Accounts whose actors are on a node. */
  private Set<Id> livingOn(int node) {
    Set<Id> found = new HashSet<>();
    for (Id account : accounts) {
      if (words(nodes.get(1).show(account)).contains("\"node\":" + node + ",")) {
        found.add(account);
      }
    }
    return found;
  }

  /** The same, once each node has its share and no shard moves any more. */
  private Set<Id> settledOn(int node) {
    List<Set<Id>> seen = new ArrayList<>(List.of(livingOn(node)));
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              seen.add(livingOn(node));
              Set<Id> last = seen.get(seen.size() - 1);
              return last.size() >= ACCOUNTS / 6 && last.equals(seen.get(seen.size() - 2));
            });
    return seen.get(seen.size() - 1);
  }

  private boolean sees(int node, ActorSystem<Void> lost) {
    return Cluster.get(systems.get(node)).state().getUnreachable().stream()
        .anyMatch(member -> member.address().equals(OwnAddress.of(lost)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void accountsOfTheOthersGoOnAndThoseOfTheLostNodeComeBackWhenItIsGivenUp(int lost)
      throws Exception {
    Set<Id> ofTheLost = settledOn(lost);
    int one = (lost + 1) % 3;
    int other = (lost + 2) % 3;
    end(systems.get(lost));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> sees(one, systems.get(lost)) && sees(other, systems.get(lost)));
    for (int node : List.of(one, other)) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                Set<Id> expected = new HashSet<>(accounts);
                expected.removeAll(ofTheLost);
                assertThat(answering(node)).isEqualTo(expected);
              });
    }
    Cluster.get(systems.get(one)).manager().tell(new Down(OwnAddress.of(systems.get(lost))));
    for (int node : List.of(one, other)) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(answering(node)).hasSize(ACCOUNTS));
    }
  }
}
