package io.tallystick.account.guard;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import io.tallystick.account.AccountAnswer;
import io.tallystick.account.AccountCommand;
import io.tallystick.account.FutureReply;
import io.tallystick.account.TestLedger;
import io.tallystick.account.WaitingCursor;
import io.tallystick.account.journal.EntityJournal;
import io.tallystick.account.policy.Policy;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferResult;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A node's actor of the vault, and what it answers. */
final class Owner {
  final TestLedger.Node node;
  final ActorRef<AccountCommand> actor;

  Owner(ActorTestKit kit, TestLedger ledger, EntityJournal journal) {
    this(kit, ledger, journal, new GuardSettings(1_024, 256, 4, 120_000, 20));
  }

  Owner(ActorTestKit kit, TestLedger ledger, EntityJournal journal, GuardSettings settings) {
    node = ledger.new Node();
    actor = kit.spawn(GuardedAccount.create(TestLedger.VAULT, node, journal, settings, self -> {}));
  }

  CompletableFuture<AccountAnswer> submit(long id, long amount) {
    FutureReply reply = new FutureReply();
    actor.tell(
        new AccountCommand.Submit(TestLedger.transfer(id, amount), System.nanoTime(), reply));
    return reply.answer();
  }

  CompletableFuture<AccountAnswer> policy(Policy policy, long ifVersion, Id maker) {
    FutureReply reply = new FutureReply();
    actor.tell(new AccountCommand.SetPolicy(policy, ifVersion, maker, reply));
    return reply.answer();
  }

  CompletableFuture<AccountAnswer> show() {
    FutureReply reply = new FutureReply();
    actor.tell(new AccountCommand.Show(reply));
    return reply.answer();
  }

  CompletableFuture<AccountAnswer> waiting(WaitingCursor after, int limit) {
    FutureReply reply = new FutureReply();
    actor.tell(new AccountCommand.ShowWaiting(after, limit, reply));
    return reply.answer();
  }

  CompletableFuture<AccountAnswer> approve(Id what, Id key, byte[] signature) {
    FutureReply reply = new FutureReply();
    actor.tell(new AccountCommand.Approve(what, key, signature, reply));
    return reply.answer();
  }

  /** The result of a single, the code of a problem, or {@code waits}. */
  String result(long id, long amount) {
    return words(submit(id, amount));
  }

  static String words(CompletableFuture<AccountAnswer> answer) {
    try {
      AccountAnswer given = answer.get(10, TimeUnit.SECONDS);
      if (given.outcome() != null) {
        return TransferResult.of(given.outcome().results()[0]).wireName();
      }
      return given.waits() ? "waits" : "done";
    } catch (ExecutionException failed) {
      assertThat(failed.getCause()).isInstanceOf(TallystickException.class);
      TallystickException problem = (TallystickException) failed.getCause();
      boolean refused = problem.code().equals("policy_refused");
      return refused ? problem.code() + " " + problem.field() : problem.code();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static String text(CompletableFuture<AccountAnswer> answer) throws Exception {
    return new String(answer.get(10, TimeUnit.SECONDS).document(), StandardCharsets.UTF_8);
  }
}
