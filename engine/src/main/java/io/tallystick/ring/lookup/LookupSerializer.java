package io.tallystick.ring.lookup;

import io.tallystick.persistence.kryo.SerializerIdentifiers;
import io.tallystick.ring.wire.WireSerializer;

/** Akka's serializer of questions and answers. */
public final class LookupSerializer extends WireSerializer<LookupMessage> {
  /** Made by Akka. */
  public LookupSerializer() {
    super(SerializerIdentifiers.LOOKUP, LookupMessage.class, new LookupCodec());
  }
}
