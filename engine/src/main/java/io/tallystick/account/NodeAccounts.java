package io.tallystick.account;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import io.tallystick.account.guard.GuardedAccount;
import io.tallystick.account.journal.EntityJournal;
import io.tallystick.account.policy.Policy;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ring.Body;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The account actors of a node. Singles enter at the door of the account that they debit, which is
 * on the node that was asked: it guards nothing, and what it passes depends on nobody but the
 * order. Guarded accounts have one actor in the whole cluster.
 */
public final class NodeAccounts implements Accounts {
  private static final int RESOLVES =
      TransferFlags.POST_PENDING_TRANSFER | TransferFlags.VOID_PENDING_TRANSFER;

  private final AccountEngine engine;
  private final ActorRef<LocalAccounts.Message> doors;
  private final BiConsumer<Id, AccountCommand.Asked> guards;
  private final Supplier<FutureReply> replies;

  private NodeAccounts(
      AccountEngine engine,
      ActorRef<LocalAccounts.Message> doors,
      BiConsumer<Id, AccountCommand.Asked> guards,
      Supplier<FutureReply> replies) {
    this.engine = engine;
    this.doors = doors;
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
      BiConsumer<Id, AccountCommand.Asked> guards,
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
    return new NodeAccounts(engine, doors, guards, replies);
  }

  /**
   * Posts and voids go straight on: they need no authority, and whose account their pending
   * transfer debits is for the ledger to look up.
   */
  @Override
  public CompletionStage<AccountAnswer> submit(Body body, long deadlineNanos) {
    byte[] row = body.records();
    if ((TransferRequest.flags(row, 0) & RESOLVES) != 0) {
      return engine.submit(body, deadlineNanos).thenApply(AccountAnswer::settled);
    }
    FutureReply reply = replies.get();
    Id account =
        new Id(
            TransferRequest.debitAccountIdHigh(row, 0), TransferRequest.debitAccountIdLow(row, 0));
    doors.tell(
        new LocalAccounts.Deliver(account, new AccountCommand.Submit(body, deadlineNanos, reply)));
    return reply.answer();
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
  public CompletionStage<AccountAnswer> approve(Id account, Id what, Id key, byte[] signature) {
    FutureReply reply = replies.get();
    guards.accept(account, new AccountCommand.Approve(what, key, signature, reply));
    return reply.answer();
  }
}
