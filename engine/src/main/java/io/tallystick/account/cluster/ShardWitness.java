package io.tallystick.account.cluster;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.tallystick.account.AccountCommand;

/**
 * Lives in a shard beside its accounts and says where that is. It answers at once, whatever the
 * accounts are doing, and doing so costs nothing: so a shard can be asked for at any time.
 */
final class ShardWitness {
  private ShardWitness() {}

  static Behavior<AccountCommand> create() {
    return Behaviors.receive(AccountCommand.class)
        .onMessage(
            Where.class,
            where -> {
              where.asker().tell(where.answer());
              return Behaviors.same();
            })
        .onMessage(AccountCommand.Stop.class, stop -> Behaviors.stopped())
        .build();
  }
}
