package io.tallystick.ring.forward;

import io.tallystick.ring.wire.WireSerializer;

/** Akka's serializer of forwarded bodies and their answers. */
public final class ForwardSerializer extends WireSerializer<ForwardMessage> {
  /** Travels with every message: never changed nor used again. */
  public static final int IDENTIFIER = 1_861_010;

  /** Made by Akka. */
  public ForwardSerializer() {
    super(IDENTIFIER, ForwardMessage.class, new ForwardCodec());
  }
}
