package io.tallystick.account.cluster;

import akka.actor.ExtendedActorSystem;
import io.tallystick.account.AccountMessage;
import io.tallystick.ring.wire.WireSerializer;

/** Akka's serializer of commands to guarded accounts' actors, and of their answers. */
public final class AccountSerializer extends WireSerializer<AccountMessage> {
  /** Travels with every message: never changed nor used again. */
  public static final int IDENTIFIER = 1_861_014;

  /** Made by Akka. */
  public AccountSerializer(ExtendedActorSystem system) {
    super(IDENTIFIER, AccountMessage.class, new AccountCodec(system));
  }
}
