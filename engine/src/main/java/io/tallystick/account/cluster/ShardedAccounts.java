package io.tallystick.account.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.tallystick.account.AccountCommand;
import io.tallystick.account.AccountEngine;
import io.tallystick.account.AccountSettings;
import io.tallystick.account.Accounts;
import io.tallystick.account.DoorStats;
import io.tallystick.account.NodeAccounts;
import io.tallystick.account.guard.GuardSettings;
import io.tallystick.account.guard.GuardedAccount;
import io.tallystick.account.journal.EntityJournal;
import io.tallystick.ledger.Id;
import java.util.Optional;

/** Guarded accounts' actors as Akka Cluster Sharding spreads them over the ledger nodes. */
public final class ShardedAccounts {
  /** Where their actors may live. */
  public static final String ROLE = "ledger";

  private static final EntityTypeKey<AccountCommand> KEY =
      EntityTypeKey.create(AccountCommand.class, "guarded-account");

  private ShardedAccounts() {}

  /** The account actors of a node among others; its actor system has to join their cluster. */
  public static Accounts start(
      ActorSystem<?> system,
      AccountEngine engine,
      EntityJournal journal,
      AccountSettings settings,
      DoorStats stats) {
    AccountShards shards =
        new AccountShards(
            system.settings().config().getInt("akka.cluster.sharding.number-of-shards"));
    ActorRef<ShardingEnvelope<AccountCommand>> region =
        ClusterSharding.get(system)
            .init(
                Entity.of(KEY, context -> actor(context, engine, journal, settings.guard()))
                    .withMessageExtractor(shards)
                    .withAllocationStrategy(new ReachableAllocation())
                    .withStopMessage(new AccountCommand.Stop())
                    .withRole(ROLE));
    Replies replies = new Replies(system);
    ActorRef<GuardedDoor.Message> door =
        system.systemActorOf(
            GuardedDoor.create(shards, region, replies), "guarded-door", Props.empty());
    return NodeAccounts.start(
        system,
        engine,
        (account, command) -> door.tell(new GuardedDoor.Deliver(account, command)),
        replies::next,
        settings,
        stats);
  }

  private static Behavior<AccountCommand> actor(
      EntityContext<AccountCommand> context,
      AccountEngine engine,
      EntityJournal journal,
      GuardSettings bounds) {
    Optional<Id> account = AccountShards.account(context.getEntityId());
    return account.isEmpty()
        ? ShardWitness.create()
        : GuardedAccount.create(
            account.get(),
            engine,
            journal,
            bounds,
            self -> context.getShard().tell(new ClusterSharding.Passivate<>(self)));
  }
}
