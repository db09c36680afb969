package io.tallystick.account;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import io.tallystick.account.chain.Chain;
import io.tallystick.account.chain.ChainSubmitter;
import io.tallystick.account.guard.GuardedAccount;
import io.tallystick.account.journal.EntityJournal;
import io.tallystick.account.policy.Policy;
import io.tallystick.ledger.Id;
import io.tallystick.ring.Body;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The account actors of a node. Singles enter at the door of the account that they debit, which is
 * on the node that was asked: it guards nothing, and what it passes depends on nobody but the
 * order. Guarded accounts have one actor in the whole cluster. Chains enter here as well: grants
 * for their debits of guarded accounts are collected on this node.
 */
public final class NodeAccounts implements Accounts {
  private final AccountEngine engine;
  private final ActorRef<LocalAccounts.Message> doors;
  private final ActorRef<ChainSubmitter.Message> chains;
  private final BiConsumer<Id, AccountCommand.Sent> guards;
  private final Supplier<FutureReply> replies;

  private NodeAccounts(
      AccountEngine engine,
      ActorRef<LocalAccounts.Message> doors,
      ActorRef<ChainSubmitter.Message> chains,
      BiConsumer<Id, AccountCommand.Sent> guards,
      Supplier<FutureReply> replies) {
    this.engine = engine;
    this.doors = doors;
    this.chains = chains;
    this.guards = guards;
    this.replies = replies;
  }

  /** Of a node alone: guarded accounts' actors live here, too. */
  public static NodeAccounts alone(
      ActorSystem<?> system,
      AccountEngine engine,
      EntityJournal journal,
      AccountSettings settings,
      DoorStats stats) {
    ActorRef<LocalAccounts.Message> guarded =
        system.systemActorOf(
            LocalAccounts.guarding(
                (account, onIdle) ->
                    GuardedAccount.create(
                        account, engine, journal, settings.guard(), self -> onIdle.run())),
            "guarded-accounts",
            Props.empty());
    return start(
        system,
        engine,
        (account, command) -> guarded.tell(new LocalAccounts.Deliver(account, command)),
        FutureReply::new,
        settings,
        stats);
  }

  /** Of a node among others: a way to guarded accounts' actors is given. */
  public static NodeAccounts start(
      ActorSystem<?> system,
      AccountEngine engine,
      BiConsumer<Id, AccountCommand.Sent> guards,
      Supplier<FutureReply> replies,
      AccountSettings settings,
      DoorStats stats) {
    ActorRef<LocalAccounts.Message> doors =
        system.systemActorOf(
            LocalAccounts.thin(
                account ->
                    ThinAccount.create(
                        account,
                        engine,
                        submit -> guards.accept(account, submit),
                        stats,
                        settings.inFlightMax()),
                settings.idleMs(),
                stats::active),
            "account-doors",
            Props.empty());
    ActorRef<ChainSubmitter.Message> chains =
        system.systemActorOf(
            ChainSubmitter.create(engine, guards, replies, settings.chainsMax()),
            "guarded-chains",
            Props.empty());
    return new NodeAccounts(engine, doors, chains, guards, replies);
  }

  /**
   * Posts and voids go straight on: they need no authority, and whose account their pending
   * transfer debits is for the ledger to look up.
   */
  @Override
  public CompletionStage<AccountAnswer> submit(Body body, long deadlineNanos) {
    if (body.rows() > 1) {
      return chain(body, deadlineNanos);
    }
    byte[] row = body.records();
    if (Chain.resolves(row, 0)) {
      return engine.submit(body, deadlineNanos).thenApply(AccountAnswer::settled);
    }
    FutureReply reply = replies.get();
    doors.tell(
        new LocalAccounts.Deliver(
            Chain.debtor(row, 0), new AccountCommand.Submit(body, deadlineNanos, reply)));
    return reply.answer();
  }

  /** A chain of which no debtor is guarded goes straight on. */
  private CompletionStage<AccountAnswer> chain(Body chain, long deadlineNanos) {
    Set<Id> debtors = Chain.debtors(chain);
    if (debtors.isEmpty()) {
      return engine.submit(chain, deadlineNanos).thenApply(AccountAnswer::settled);
    }
    return engine
        .guardedOf(debtors, chain.submitter())
        .thenCompose(
            guarded -> {
              if (guarded.isEmpty()) {
                return engine.submit(chain, deadlineNanos).thenApply(AccountAnswer::settled);
              }
              FutureReply reply = new FutureReply();
              chains.tell(new ChainSubmitter.Submit(chain, guarded, deadlineNanos, reply));
              return reply.answer();
            });
  }

  @Override
  public CompletionStage<AccountAnswer> setPolicy(
      Id account, Policy policy, long ifVersion, Id maker) {
    FutureReply reply = replies.get();
    guards.accept(account, new AccountCommand.SetPolicy(policy, ifVersion, maker, reply));
    return reply.answer();
  }

  @Override
  public CompletionStage<AccountAnswer> show(Id account) {
    FutureReply reply = replies.get();
    guards.accept(account, new AccountCommand.Show(reply));
    return reply.answer();
  }

  @Override
  public CompletionStage<AccountAnswer> waiting(Id account, WaitingCursor after, int limit) {
    FutureReply reply = replies.get();
    guards.accept(account, new AccountCommand.ShowWaiting(after, limit, reply));
    return reply.answer();
  }

  @Override
  public CompletionStage<AccountAnswer> approve(Id account, Id what, Id key, byte[] signature) {
    FutureReply reply = replies.get();
    guards.accept(account, new AccountCommand.Approve(what, key, signature, reply));
    return reply.answer();
  }
}
