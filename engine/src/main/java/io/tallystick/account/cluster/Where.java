package io.tallystick.account.cluster;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import io.tallystick.account.AccountCommand;
import io.tallystick.account.AccountMessage;

/**
 * Asks a shard's witness where it is.
 *
 * @param asker takes the answer
 * @param round of {@link ShardHomes} in which it is asked
 * @param here the node on which this record is; does not travel
 */
record Where(ActorRef<Here> asker, int shard, long round, Address here)
    implements AccountCommand, AccountMessage {
  Here answer() {
    return new Here(shard, round, here);
  }
}
