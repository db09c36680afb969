package io.tallystick.account.chain;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.tallystick.account.AccountAnswer;
import io.tallystick.account.AccountCommand.Conclude;
import io.tallystick.account.AccountCommand.Conclusion;
import io.tallystick.account.AccountCommand.GrantRows;
import io.tallystick.account.FutureReply;
import io.tallystick.account.MemoryJournal;
import io.tallystick.account.TestLedger;
import io.tallystick.account.TestLedger.Leg;
import io.tallystick.account.policy.Policy;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains over two guarded accounts: both are debited or neither, and no window is overspent. */
class ChainSubmitterTest {
  private static ActorTestKit kit;
  private static final Id VAULT = TestLedger.VAULT;
  private static final Id RESERVE = TestLedger.RESERVE;
  private static final String BOTH = "created created";

  private final TestLedger ledger = new TestLedger();
  private final MemoryJournal journal = new MemoryJournal();

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create();
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  private ChainNode node() {
    return new ChainNode(kit, ledger, journal);
  }

  private ChainNode nodeWith(long vaultADay, long reserveADay) {
    ChainNode node = node();
    node.policy(VAULT, vaultADay);
    node.policy(RESERVE, reserveADay);
    return node;
  }

  private void debited(long vault, long reserve) {
    assertThat(List.of(ledger.debited(VAULT), ledger.debited(RESERVE)))
        .containsExactly(vault, reserve);
  }

  private static void used(ChainNode node, Id account, long amount) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(node.used(account)).isEqualTo(Long.toString(amount)));
  }

  @Test
  void bothSettleAndBothWindowsKnowOfIt() {
    ChainNode node = nodeWith(100, 100);
    assertThat(node.result(TestLedger.exchange(1, 60, 70))).isEqualTo(BOTH);
    debited(60, 70);
    used(node, VAULT, 60);
    used(node, RESERVE, 70);
  }

  @Test
  void whereOnePolicyForbidsItsRowNothingIsDebitedAndTheOthersWindowIsNotUsedUp() throws Exception {
    ChainNode node = nodeWith(100, 10);
    assertThat(node.result(TestLedger.exchange(1, 100, 11)))
        .isEqualTo("policy_refused window_amount 1");
    debited(0, 0);
    used(node, VAULT, 0);
    assertThat(node.result(TestLedger.exchange(1, 100, 10))).isEqualTo(BOTH);
    assertThat(node.result(TestLedger.exchange(3, 1, 0)))
        .isEqualTo("policy_refused window_amount 0");
    debited(100, 10);
  }

  @Test
  void aRetryIsAnsweredByTheLedgerWhateverThePoliciesSayByNow() {
    ChainNode node = nodeWith(100, 100);
    assertThat(node.result(TestLedger.exchange(1, 40, 40))).isEqualTo(BOTH);
    assertThat(node.result(TestLedger.exchange(1, 40, 40))).isEqualTo("exists linked_event_failed");
    used(node, VAULT, 40);
    assertThat(node.result(TestLedger.exchange(3, 60, 60))).isEqualTo(BOTH);
    // Both windows are full: the policies would refuse it.
    assertThat(node.result(TestLedger.exchange(1, 40, 40))).isEqualTo("exists linked_event_failed");
    debited(100, 100);
  }

  @Test
  void rowsOfOneAccountCountOneAfterTheOther() {
    ChainNode node = nodeWith(100, 100);
    Leg first = new Leg(1, VAULT, TestLedger.SHOP, 60);
    Leg second = new Leg(2, RESERVE, TestLedger.DESK, 5);
    assertThat(node.result(TestLedger.chain(first, second, new Leg(3, VAULT, TestLedger.SHOP, 41))))
        .isEqualTo("policy_refused window_amount 2");
    assertThat(node.result(TestLedger.chain(first, second, new Leg(3, VAULT, TestLedger.SHOP, 40))))
        .isEqualTo("created created created");
    used(node, VAULT, 100);
    debited(100, 5);
  }

  @Test
  void aChainDoesNotWaitForApprovals() {
    ChainNode node = node();
    node.policy(
        VAULT,
        new Policy(
            false, Policy.NO_LIMIT, List.of(), List.of(), List.of(new Id(1, 1)), 1, 10, 60, 0));
    node.policy(RESERVE, 100);
    assertThat(node.result(TestLedger.exchange(1, 11, 1)))
        .isEqualTo("chain_needs_approvals approvals 0");
    assertThat(node.result(TestLedger.exchange(1, 10, 1))).isEqualTo(BOTH);
    debited(10, 1);
  }

  @Test
  void withoutAPolicyTheLedgerRefusesTheDebit() {
    ChainNode node = node();
    node.policy(VAULT, 100);
    assertThat(node.result(TestLedger.exchange(1, 10, 1)))
        .isEqualTo("authorisation_required linked_event_failed");
    debited(0, 0);
    used(node, VAULT, 0);
  }

  @Test
  void aChainThatTheLedgerRefusesUsesNoWindow() {
    ChainNode node = nodeWith(100, 100);
    Leg euros = new Leg(1, VAULT, TestLedger.SHOP, 100);
    Leg toNobody = new Leg(2, RESERVE, new Id(0, 99), 100);
    assertThat(node.result(TestLedger.chain(euros, toNobody)))
        .isEqualTo("linked_event_failed credit_account_not_found");
    used(node, VAULT, 0);
    used(node, RESERVE, 0);
    debited(0, 0);
  }

  @Test
  void whatSurelyDidNotEnterCountsNoMoreAndWhatMayHaveEnteredDoes() {
    ChainNode node = nodeWith(100, 100);
    node.node.refuse(
        TallystickException.retry(ErrorKind.UNAVAILABLE, "no_leader", "an election", 1));
    assertThat(node.result(TestLedger.exchange(1, 100, 100))).isEqualTo("no_leader");
    node.node.refuse(null);
    used(node, VAULT, 0);
    node.node.loseAnswers(true);
    assertThat(node.result(TestLedger.exchange(3, 70, 70))).isEqualTo("outcome_unknown");
    node.node.loseAnswers(false);
    assertThat(node.result(TestLedger.exchange(5, 31, 1)))
        .isEqualTo("policy_refused window_amount 0");
    assertThat(node.result(TestLedger.exchange(3, 70, 70))).isEqualTo("exists linked_event_failed");
    assertThat(node.result(TestLedger.exchange(7, 30, 30))).isEqualTo(BOTH);
    debited(100, 100);
  }

  @Test
  void whereNobodySaysWhatBecameOfAChainItsActorsClaimAnew() {
    ChainNode node = nodeWith(100, 100);
    node.loses(message -> message instanceof Conclude);
    assertThat(ChainNode.words(node.chain(TestLedger.exchange(1, 60, 60), 500))).isEqualTo(BOTH);
    // Its actors take the retry for the same chain under way; the ledger knows better.
    assertThat(node.result(TestLedger.exchange(1, 60, 60))).isEqualTo("exists linked_event_failed");
    node.loses(message -> message instanceof Conclude || isOf(message, RESERVE));
    assertThat(ChainNode.words(node.chain(TestLedger.exchange(3, 40, 1), 500)))
        .isEqualTo("policy_unavailable");
    node.loses(message -> false);
    // The vault was never told that the second came to nothing.
    assertThat(node.result(TestLedger.exchange(5, 40, 40)))
        .isEqualTo("policy_refused window_amount 0");
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> assertThat(node.result(TestLedger.exchange(5, 40, 40))).isEqualTo(BOTH));
    debited(100, 100);
  }

  private static boolean isOf(Object message, Id account) {
    return message instanceof GrantRows ask && Chain.debtor(ask.rows(), 0).equals(account);
  }

  @Test
  void aChainThatWasPublishedBeforeAnActorClaimedAnewArrivesStale() throws Exception {
    ChainNode old = nodeWith(100, 100);
    // Both have their authority; then nothing of the node arrives.
    assertThat(old.result(TestLedger.exchange(1, 1, 1))).isEqualTo(BOTH);
    old.node.pause();
    CompletableFuture<AccountAnswer> late = old.chain(TestLedger.exchange(3, 60, 60), 10_000);
    Awaitility.await().until(() -> old.node.held() == 1);
    ChainNode next = node();
    assertThat(ChainNode.words(next.single(50, 99))).isEqualTo("created");
    old.node.resume();
    assertThat(ChainNode.words(late)).isEqualTo("policy_unavailable");
    debited(100, 1);
    used(old, RESERVE, 1);
  }

  @Test
  void aRequestThatComesTwiceCountsOnceAndItsRetryHoldsNothing() throws Exception {
    ChainNode node = nodeWith(100, 100);
    byte[] rows = TestLedger.transfer(1, 60).records();
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    Id round = new Id(1, 1);
    for (int i = 0; i < 2; i++) {
      FutureReply reply = new FutureReply();
      node.actors.get(VAULT).tell(new GrantRows(round, rows, deadline, reply));
      assertThat(reply.answer().get().granted().incarnation()).isPositive();
    }
    FutureReply retry = new FutureReply();
    node.actors.get(VAULT).tell(new GrantRows(new Id(2, 2), rows, deadline, retry));
    assertThat(ChainNode.words(retry.answer())).isEqualTo("chain_under_way");
    used(node, VAULT, 60);
    for (int i = 0; i < 2; i++) {
      node.actors.get(VAULT).tell(new Conclude(round, Conclusion.NOTHING, new long[0]));
    }
    used(node, VAULT, 0);
  }

  @Test
  void aGivenUpRequestThatStillWaitsIsNotGranted() throws Exception {
    ChainNode first = nodeWith(100, 100);
    ChainNode node = node();
    node.node.pause();
    Id round = new Id(1, 1);
    FutureReply reply = new FutureReply();
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    node.actors
        .get(VAULT)
        .tell(new GrantRows(round, TestLedger.transfer(1, 60).records(), deadline, reply));
    // Its claim is on the way.
    Awaitility.await().until(() -> node.node.held() == 1);
    node.actors.get(VAULT).tell(new Conclude(round, Conclusion.NOTHING, new long[0]));
    assertThat(ChainNode.words(reply.answer())).isEqualTo("policy_unavailable");
    node.node.resume();
    used(node, VAULT, 0);
    assertThat(ChainNode.words(first.single(1, 1))).isEqualTo("policy_unavailable");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noMixtureOfChainsSinglesOwnersPausesAndLossesOverspends(long seed) {
    Random random = new Random(seed);
    List<ChainNode> nodes = new ArrayList<>(List.of(nodeWith(200, 150)));
    List<CompletableFuture<AccountAnswer>> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ChainNode one = nodes.get(random.nextInt(nodes.size()));
      switch (random.nextInt(16)) {
        case 0 -> nodes.add(node());
        case 1 -> one.node.pause();
        case 2 -> nodes.forEach(any -> any.node.resume());
        case 3 -> one.node.loseAnswers(random.nextBoolean());
        case 4 -> {
          long some = random.nextInt(4);
          Random lossy = new Random(random.nextLong());
          one.loses(
              message -> {
                synchronized (lossy) {
                  return lossy.nextInt(4) < some;
                }
              });
        }
        case 5, 6, 7 -> all.add(one.single(random.nextInt(60) + 1, random.nextInt(30)));
        default -> {
          int id = 1_000 + 2 * random.nextInt(80);
          all.add(
              one.chain(TestLedger.exchange(id, random.nextInt(20), random.nextInt(20)), 1_500));
        }
      }
    }
    nodes.forEach(any -> any.node.loseAnswers(false));
    nodes.forEach(any -> any.loses(message -> false));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              nodes.forEach(any -> any.node.resume());
              assertThat(all).allMatch(CompletableFuture::isDone);
            });
    withinTheWindows();
    settlesAgain(node());
    withinTheWindows();
  }

  private void withinTheWindows() {
    assertThat(ledger.debited(VAULT)).isLessThanOrEqualTo(200);
    assertThat(ledger.debited(RESERVE)).isLessThanOrEqualTo(150);
  }

  /** Whatever came before: with all faults over, the next owner settles what the windows allow. */
  private void settlesAgain(ChainNode node) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              boolean full = ledger.debited(VAULT) == 200 || ledger.debited(RESERVE) == 150;
              String answer = node.result(TestLedger.exchange(5_000, 1, 1));
              assertThat(answer)
                  .isIn(
                      full
                          ? List.of(
                              "policy_refused window_amount 0", "policy_refused window_amount 1")
                          : List.of(BOTH, "exists exists"));
            });
  }
}
