package io.tallystick.ring.forward;

import io.tallystick.persistence.kryo.SerializerIdentifiers;
import io.tallystick.ring.wire.WireSerializer;

/** Akka's serializer of forwarded bodies and their answers. */
public final class ForwardSerializer extends WireSerializer<ForwardMessage> {
  /** Made by Akka. */
  public ForwardSerializer() {
    super(SerializerIdentifiers.FORWARD, ForwardMessage.class, new ForwardCodec());
  }
}
