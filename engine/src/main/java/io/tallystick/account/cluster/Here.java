package io.tallystick.account.cluster;

import akka.actor.Address;
import io.tallystick.account.AccountMessage;

/**
 * A shard's witness says where it is.
 *
 * @param round in which it was asked
 */
record Here(int shard, long round, Address home) implements AccountMessage, GuardedDoor.Message {}
