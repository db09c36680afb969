package io.tallystick.node.cluster;

import akka.serialization.SerializerWithStringManifest;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;

/** {@link MemberMessage} for Akka; the bytes are {@link MemberMessageCodec}'s. */
public final class MemberMessageSerializer extends SerializerWithStringManifest {
  /** Entered in the table of all identifiers, {@code SerializerIdentifiers.MEMBER_MESSAGE}. */
  public static final int IDENTIFIER = 1_861_005;

  /** Names the layout; another layout gets another name. */
  public static final String MANIFEST = "member-1";

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return MANIFEST;
  }

  @Override
  public byte[] toBinary(Object message) {
    return MemberMessageCodec.encode((MemberMessage) message);
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    if (!manifest.equals(MANIFEST)) {
      throw TallystickException.of(
          ErrorKind.DAMAGED, "member_message_damaged", "layout \"" + manifest + "\" is unknown");
    }
    return MemberMessageCodec.decode(bytes);
  }
}
