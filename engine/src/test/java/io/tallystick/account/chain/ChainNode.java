package io.tallystick.account.chain;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import io.tallystick.account.AccountAnswer;
import io.tallystick.account.AccountCommand;
import io.tallystick.account.FutureReply;
import io.tallystick.account.TestLedger;
import io.tallystick.account.guard.GuardSettings;
import io.tallystick.account.guard.GuardedAccount;
import io.tallystick.account.journal.EntityJournal;
import io.tallystick.account.policy.Policy;
import io.tallystick.account.policy.WindowLimit;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ring.Body;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A node's taker of chains and its actors of the guarded accounts; messages between them get lost.
 */
final class ChainNode {
  static final Set<Id> GUARDED = Set.of(TestLedger.VAULT, TestLedger.RESERVE);

  final TestLedger.Node node;
  final Map<Id, ActorRef<AccountCommand>> actors;
  private final ActorRef<ChainSubmitter.Message> chains;
  private volatile Predicate<AccountCommand.Sent> lost = message -> false;

  ChainNode(ActorTestKit kit, TestLedger ledger, EntityJournal journal) {
    node = ledger.new Node();
    GuardSettings settings = new GuardSettings(1_024, 256, 4, 120_000, 20);
    actors =
        GUARDED.stream()
            .collect(
                Collectors.toMap(
                    account -> account,
                    account ->
                        kit.spawn(
                            GuardedAccount.create(account, node, journal, settings, self -> {}))));
    chains =
        kit.spawn(
            ChainSubmitter.create(
                node,
                (account, message) -> {
                  if (!lost.test(message)) {
                    actors.get(account).tell(message);
                  }
                },
                FutureReply::new,
                1_024));
  }

  /** From now on these messages to accounts' actors are lost. */
  void loses(Predicate<AccountCommand.Sent> which) {
    lost = which;
  }

  void policy(Id account, long aDay) {
    policy(
        account,
        new Policy(
            false,
            Policy.NO_LIMIT,
            List.of(new WindowLimit(86_400, aDay, Policy.NO_LIMIT)),
            List.of(),
            List.of(),
            0,
            0,
            60,
            0));
  }

  void policy(Id account, Policy policy) {
    FutureReply reply = new FutureReply();
    actors.get(account).tell(new AccountCommand.SetPolicy(policy, 0, Id.ZERO, reply));
    assertThat(words(reply.answer())).isEqualTo("done");
  }

  CompletableFuture<AccountAnswer> single(long id, long amount) {
    FutureReply reply = new FutureReply();
    actors
        .get(TestLedger.VAULT)
        .tell(new AccountCommand.Submit(TestLedger.transfer(id, amount), System.nanoTime(), reply));
    return reply.answer();
  }

  CompletableFuture<AccountAnswer> chain(Body chain, long withinMs) {
    FutureReply reply = new FutureReply();
    Set<Id> guarded =
        Chain.debtors(chain).stream().filter(GUARDED::contains).collect(Collectors.toSet());
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMs);
    chains.tell(new ChainSubmitter.Submit(chain, guarded, deadline, reply));
    return reply.answer();
  }

  String result(Body chain) {
    return words(chain(chain, 10_000));
  }

  /** What is used of the window, as the account's actor sees it. */
  String used(Id account) throws Exception {
    FutureReply reply = new FutureReply();
    actors.get(account).tell(new AccountCommand.Show(reply));
    String text =
        new String(reply.answer().get(10, TimeUnit.SECONDS).document(), StandardCharsets.UTF_8);
    int at = text.indexOf("\"used\":");
    int amount = text.indexOf("\"amount\":\"", at) + "\"amount\":\"".length();
    return at < 0 ? "no claim" : text.substring(amount, text.indexOf('"', amount));
  }

  /** Results of all rows, or the code of a problem with its field and row. */
  static String words(CompletableFuture<AccountAnswer> answer) {
    try {
      AccountAnswer given = answer.get(20, TimeUnit.SECONDS);
      return given.outcome() == null
          ? given.waits() ? "waits" : "done"
          : IntStream.of(given.outcome().results())
              .mapToObj(result -> TransferResult.of(result).wireName())
              .collect(Collectors.joining(" "));
    } catch (ExecutionException failed) {
      assertThat(failed.getCause()).isInstanceOf(TallystickException.class);
      TallystickException problem = (TallystickException) failed.getCause();
      return problem.field() == null
          ? problem.code()
          : problem.code() + " " + problem.field() + " " + problem.row();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
