package io.tallystick.ordering.transport;

import akka.serialization.ByteBufferSerializer;
import akka.serialization.SerializerWithStringManifest;
import java.nio.ByteBuffer;

/**
 * {@link RaftEnvelope} for Akka: identifier {@link #IDENTIFIER}, manifest {@link #MANIFEST}, bytes
 * by {@link RaftMessageCodec}. The envelope is written straight into the frame that is sent, and
 * read straight out of the one received.
 */
public final class RaftMessageSerializer extends SerializerWithStringManifest
    implements ByteBufferSerializer {
  /** Entered in the table of all identifiers, {@code SerializerIdentifiers.RAFT_MESSAGE}. */
  public static final int IDENTIFIER = 1_861_003;

  /** Names the layout; another layout gets another name. */
  public static final String MANIFEST = "raft-1";

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object envelope) {
    return MANIFEST;
  }

  @Override
  public void toBinary(Object envelope, ByteBuffer target) {
    RaftMessageCodec.write((RaftEnvelope) envelope, target);
  }

  @Override
  public byte[] toBinary(Object envelope) {
    RaftEnvelope sent = (RaftEnvelope) envelope;
    byte[] bytes = new byte[RaftMessageCodec.bytes(sent.message())];
    RaftMessageCodec.write(sent, ByteBuffer.wrap(bytes));
    return bytes;
  }

  @Override
  public Object fromBinary(ByteBuffer source, String manifest) {
    requireManifest(manifest);
    return RaftMessageCodec.read(source);
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    return fromBinary(ByteBuffer.wrap(bytes), manifest);
  }

  private static void requireManifest(String manifest) {
    if (!manifest.equals(MANIFEST)) {
      throw RaftMessageCodec.damaged("layout \"" + manifest + "\" is unknown");
    }
  }
}
