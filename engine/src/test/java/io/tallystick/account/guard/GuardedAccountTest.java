package io.tallystick.account.guard;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.tallystick.account.AccountAnswer;
import io.tallystick.account.AccountCommand;
import io.tallystick.account.MemoryJournal;
import io.tallystick.account.TestLedger;
import io.tallystick.account.policy.Policy;
import io.tallystick.account.policy.WindowLimit;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
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

/** Whoever owns the account, and however many think they do: no window is overspent. */
class GuardedAccountTest {
  private static ActorTestKit kit;
  private static final long DAY = 86_400;

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

  private Owner owner() {
    return new Owner(kit, ledger, journal);
  }

  private static Policy aDay(long amount) {
    return new Policy(
        false,
        Policy.NO_LIMIT,
        List.of(new WindowLimit(DAY, amount, Policy.NO_LIMIT)),
        List.of(),
        List.of(),
        0,
        0,
        60,
        0);
  }

  private Owner ownerWith(Policy policy) {
    Owner owner = owner();
    assertThat(Owner.words(owner.policy(policy, 0, Id.ZERO))).isEqualTo("done");
    return owner;
  }

  @Test
  void withoutAPolicyNothingIsDebited() {
    Owner owner = owner();
    assertThat(owner.result(1, 5)).isEqualTo("authorisation_required");
    assertThat(Owner.words(owner.policy(Policy.OPEN, 3, Id.ZERO))).isEqualTo("version_conflict");
    assertThat(Owner.words(owner.policy(Policy.OPEN, 0, Id.ZERO))).isEqualTo("done");
    assertThat(owner.result(1, 5)).isEqualTo("created");
    assertThat(ledger.debited()).isEqualTo(5);
  }

  @Test
  void aWindowIsSpentAndComesBackAsTimePasses() {
    Owner owner = ownerWith(aDay(100));
    assertThat(owner.result(1, 60)).isEqualTo("created");
    assertThat(owner.result(2, 41)).isEqualTo("policy_refused window_amount");
    assertThat(owner.result(3, 40)).isEqualTo("created");
    assertThat(owner.result(4, 1)).isEqualTo("policy_refused window_amount");
    // Nothing else is settled meanwhile: the clock alone has to bring it back, less its slack.
    ledger.pass(DAY + 6);
    assertThat(owner.result(5, 100)).isEqualTo("created");
  }

  @Test
  void aRetryOfWhatWasSettledIsAnsweredByTheLedgerWhateverThePolicySays() {
    Owner owner = ownerWith(aDay(100));
    assertThat(owner.result(1, 100)).isEqualTo("created");
    assertThat(owner.result(1, 100)).isEqualTo("exists");
    assertThat(owner.result(1, 99)).isEqualTo("exists_with_different_amount");
    assertThat(owner.result(2, 1)).isEqualTo("policy_refused window_amount");
  }

  @Test
  void anOwnerThatMovesAnswersWhatIsUnderWayAndTakesNothingMore() throws Exception {
    Owner owner = ownerWith(aDay(100));
    owner.node.pause();
    CompletableFuture<AccountAnswer> underWay = owner.submit(1, 5);
    Awaitility.await().until(() -> owner.node.held() == 1);
    owner.actor.tell(new AccountCommand.Stop());
    assertThat(owner.result(2, 5)).isEqualTo("policy_unavailable");
    owner.node.resume();
    assertThat(Owner.words(underWay)).isEqualTo("created");
    assertThat(ledger.debited()).isEqualTo(5);
  }

  @Test
  void aNewOwnerKnowsWhatTheOldOneSpentAndTheOldOneIsStale() {
    Owner old = ownerWith(aDay(100));
    for (int i = 0; i < 12; i++) {
      assertThat(old.result(100 + i, 5)).isEqualTo("created");
    }
    Owner next = owner();
    assertThat(next.result(1, 41)).isEqualTo("policy_refused window_amount");
    assertThat(next.result(2, 40)).isEqualTo("created");
    // The old one still believes in 40: its grant is refused, and then it learns.
    assertThat(old.result(3, 30)).isEqualTo("policy_unavailable");
    assertThat(old.result(3, 30)).isEqualTo("policy_refused window_amount");
    assertThat(ledger.debited()).isEqualTo(100);
  }

  @Test
  void whatAPausedOwnerHadGrantedArrivesStale() throws Exception {
    Owner old = ownerWith(aDay(100));
    old.node.pause();
    List<CompletableFuture<AccountAnswer>> granted = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      granted.add(old.submit(100 + i, 10));
    }
    Awaitility.await().until(() -> old.node.held() == 10);
    Owner next = owner();
    assertThat(next.result(1, 100)).isEqualTo("created");
    old.node.resume();
    for (CompletableFuture<AccountAnswer> answer : granted) {
      assertThat(Owner.words(answer)).isEqualTo("policy_unavailable");
    }
    assertThat(ledger.debited()).isEqualTo(100);
  }

  @Test
  void grantsOnTheWayCountUntilTheirOutcomeIsKnown() {
    Owner owner = ownerWith(aDay(100));
    owner.node.pause();
    CompletableFuture<AccountAnswer> first = owner.submit(1, 70);
    CompletableFuture<AccountAnswer> second = owner.submit(2, 40);
    Awaitility.await().until(() -> owner.node.held() == 2);
    owner.node.resume();
    assertThat(Owner.words(first)).isEqualTo("created");
    assertThat(Owner.words(second)).isEqualTo("policy_refused window_amount");
    assertThat(ledger.debited()).isEqualTo(70);
  }

  @Test
  void whatSurelyDidNotEnterCountsNoMore() {
    Owner owner = ownerWith(aDay(100));
    owner.node.refuse(
        TallystickException.retry(ErrorKind.UNAVAILABLE, "no_leader", "an election", 1));
    assertThat(owner.result(1, 100)).isEqualTo("no_leader");
    owner.node.refuse(null);
    assertThat(owner.result(2, 100)).isEqualTo("created");
  }

  @Test
  void afterALostAnswerItClaimsAnewAndCountsWhatHappened() {
    Owner owner = ownerWith(aDay(100));
    owner.node.loseAnswers(true);
    assertThat(owner.result(1, 70)).isEqualTo("outcome_unknown");
    owner.node.loseAnswers(false);
    assertThat(owner.result(2, 31)).isEqualTo("policy_refused window_amount");
    assertThat(owner.result(1, 70)).isEqualTo("exists");
    assertThat(owner.result(3, 30)).isEqualTo("created");
    assertThat(ledger.debited()).isEqualTo(100);
  }

  @Test
  void aStaleOwnerThatStillChangesThePolicyCannotMakeTwoOfOneVersion() {
    Owner old = ownerWith(aDay(100));
    Owner next = owner();
    assertThat(next.result(1, 10)).isEqualTo("created");
    assertThat(Owner.words(next.policy(aDay(50), 1, Id.ZERO))).isEqualTo("done");
    // The old one knows version 1 only, and learns from the ledger that there is another.
    assertThat(Owner.words(old.policy(aDay(500), 1, Id.ZERO))).isEqualTo("policy_unavailable");
    assertThat(Owner.words(old.policy(aDay(500), 1, Id.ZERO))).isEqualTo("version_conflict");
    assertThat(Owner.words(old.policy(aDay(500), 2, Id.ZERO))).isEqualTo("done");
    assertThat(next.result(2, 10)).isEqualTo("policy_unavailable");
    assertThat(next.result(2, 10)).isEqualTo("created");
    assertThat(next.result(3, 400)).isEqualTo("created");
    assertThat(next.result(4, 100)).isEqualTo("policy_refused window_amount");
  }

  @Test
  void aRunningOwnerGoesOnWithoutTheJournalAndNoOtherPasses() {
    Owner running = ownerWith(aDay(100));
    journal.away(true);
    assertThat(running.result(1, 10)).isEqualTo("created");
    assertThat(Owner.words(running.policy(aDay(5), 1, Id.ZERO))).isEqualTo("policy_unavailable");
    assertThat(owner().result(2, 10)).isEqualTo("policy_unavailable");
    assertThat(ledger.debited()).isEqualTo(10);
    journal.away(false);
    assertThat(owner().result(2, 10)).isEqualTo("created");
  }

  @Test
  void aStartReadsABoundedNumberOfEventsHoweverManyThereWere() {
    Owner owner = ownerWith(aDay(100));
    int changes = 2 * GuardedAccount.SNAPSHOT_EVERY + 30;
    for (int version = 1; version < changes; version++) {
      assertThat(Owner.words(owner.policy(aDay(100 + version), version, Id.ZERO)))
          .isEqualTo("done");
    }
    assertThat(journal.size()).isEqualTo(changes);
    Owner next = owner();
    assertThat(Owner.words(next.policy(Policy.OPEN, 0, Id.ZERO))).isEqualTo("version_conflict");
    assertThat(journal.read()).isLessThan(GuardedAccount.SNAPSHOT_EVERY);
    assertThat(next.result(1, 99 + changes)).isEqualTo("created");
    assertThat(next.result(2, 1)).isEqualTo("policy_refused window_amount");
  }

  @Test
  void whileNoSnapshotCanBeKeptEventsAreAddedUpToABoundAndGoOnAfterwards() {
    Owner owner = ownerWith(aDay(100));
    journal.keepsNoSnapshots(true);
    int version = 1;
    String last = "done";
    while (last.equals("done") && version < 2 * GuardedAccount.EVENTS_MAX) {
      last = Owner.words(owner.policy(aDay(100 + version), version, Id.ZERO));
      version += last.equals("done") ? 1 : 0;
    }
    assertThat(last).isEqualTo("policy_unavailable");
    assertThat(journal.size()).isEqualTo(GuardedAccount.EVENTS_MAX);
    journal.keepsNoSnapshots(false);
    assertThat(Owner.words(owner.policy(aDay(7), version, Id.ZERO))).isEqualTo("done");
    Owner next = owner();
    assertThat(next.result(1, 8)).isEqualTo("policy_refused window_amount");
    assertThat(journal.read()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noMixtureOfOwnersPausesAndLossesOverspends(long seed) {
    Random random = new Random(seed);
    List<Owner> owners = new ArrayList<>(List.of(ownerWith(aDay(200))));
    List<CompletableFuture<AccountAnswer>> all = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      Owner one = owners.get(random.nextInt(owners.size()));
      switch (random.nextInt(12)) {
        case 0 -> owners.add(owner());
        case 1 -> one.node.pause();
        case 2 -> owners.forEach(any -> any.node.resume());
        case 3 -> one.node.loseAnswers(random.nextBoolean());
        default -> all.add(one.submit(random.nextInt(80) + 1, random.nextInt(30)));
      }
    }
    owners.forEach(any -> any.node.loseAnswers(false));
    Awaitility.await()
        .untilAsserted(
            () -> {
              owners.forEach(any -> any.node.resume());
              assertThat(all).allMatch(CompletableFuture::isDone);
            });
    assertThat(ledger.debited()).isLessThanOrEqualTo(200).isGreaterThan(100);
  }
}
