package io.tallystick.node.directory;

import io.tallystick.node.directory.DirectoryCommand.Introduced;
import io.tallystick.persistence.kryo.SerializerIdentifiers;
import io.tallystick.ring.wire.WireSerializer;

/** Akka's serializer of cards. */
public final class NodeCardSerializer extends WireSerializer<Introduced> {
  /** Made by Akka. */
  public NodeCardSerializer() {
    super(SerializerIdentifiers.NODE_CARD, Introduced.class, new NodeCardCodec());
  }
}
