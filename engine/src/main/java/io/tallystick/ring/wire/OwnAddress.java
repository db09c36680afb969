package io.tallystick.ring.wire;

import akka.actor.Address;
import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;

/** Where an actor system is reached by others. */
public final class OwnAddress {
  private OwnAddress() {}

  /** The canonical address; without a host where the system has no remoting. */
  public static Address of(ActorSystem<?> system) {
    return ((ExtendedActorSystem) Adapter.toClassic(system)).provider().getDefaultAddress();
  }
}
