package io.tallystick.account.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.cluster.typed.Cluster;
import io.tallystick.account.AccountCommand;
import io.tallystick.account.AccountEngine;
import io.tallystick.account.AccountSettings;
import io.tallystick.account.Accounts;
import io.tallystick.account.DoorStats;
import io.tallystick.account.NodeAccounts;
import io.tallystick.account.guard.GuardedAccount;
import io.tallystick.account.journal.EntityJournal;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;

/** Guarded accounts' actors as Akka Cluster Sharding spreads them over the ledger nodes. */
public final class ShardedAccounts {
  /** Where their actors may live. */
  public static final String ROLE = "ledger";

  private static final EntityTypeKey<AccountCommand> KEY =
      EntityTypeKey.create(AccountCommand.class, "guarded-account");

  /** What callers are told to wait while accounts find their places. */
  private static final long MOVING_MS = 2_000;

  private ShardedAccounts() {}

  /** The account actors of a node among others; its actor system has to join their cluster. */
  public static Accounts start(
      ActorSystem<?> system,
      AccountEngine engine,
      EntityJournal journal,
      AccountSettings settings,
      DoorStats stats) {
    ActorRef<ShardingEnvelope<AccountCommand>> region =
        ClusterSharding.get(system)
            .init(
                Entity.of(
                        KEY,
                        context ->
                            GuardedAccount.create(
                                account(context.getEntityId()),
                                engine,
                                journal,
                                settings.guard(),
                                self ->
                                    context.getShard().tell(new ClusterSharding.Passivate<>(self))))
                    .withStopMessage(new AccountCommand.Stop())
                    .withRole(ROLE));
    Replies replies = new Replies(system);
    Cluster cluster = Cluster.get(system);
    return NodeAccounts.start(
        system,
        engine,
        (account, command) -> {
          if (command instanceof AccountCommand.Asked asked && !isCalm(cluster)) {
            asked.reply().failed(moving());
          } else {
            // What is told and not asked may be lost: whom it concerns then claims anew.
            region.tell(new ShardingEnvelope<>(account.toHex(), command));
          }
        },
        replies::next,
        settings,
        stats);
  }

  /**
   * Whether every node is there that accounts may be on. Else what is sent might wait for one that
   * never answers; refused here, it surely did not enter.
   */
  private static boolean isCalm(Cluster cluster) {
    return cluster.selfMember().status().equals(MemberStatus.up())
        && cluster.state().getUnreachable().isEmpty();
  }

  private static TallystickException moving() {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE,
        "policy_unavailable",
        "The account is guarded, and guarded accounts are finding their places; try again.",
        MOVING_MS);
  }

  /** The id of {@code 0x} and 32 hex digits. */
  private static Id account(String entity) {
    return new Id(
        Long.parseUnsignedLong(entity, 2, 18, 16), Long.parseUnsignedLong(entity, 18, 34, 16));
  }
}
