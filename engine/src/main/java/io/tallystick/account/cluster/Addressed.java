package io.tallystick.account.cluster;

import akka.actor.typed.ActorRef;

/** A reply that another node can give. */
interface Addressed {
  /** Who takes the answer. */
  ActorRef<RemoteAnswer> home();

  /** Tells the answer from others. */
  long sequence();
}
