package io.tallystick.ring.wire;

import akka.serialization.ByteBufferSerializer;
import akka.serialization.SerializerWithStringManifest;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.nio.ByteBuffer;

/**
 * Akka's view of one family of messages; Artery writes them straight into its frames. Each room
 * that sends messages has a subclass, bound to its message type in {@code reference.conf}.
 *
 * @param <M> the family
 */
public abstract class WireSerializer<M> extends SerializerWithStringManifest
    implements ByteBufferSerializer {
  private final int identifier;
  private final Class<M> family;
  private final WireCodec<M> codec;

  /**
   * @param identifier travels with every message: never changed nor used again
   */
  protected WireSerializer(int identifier, Class<M> family, WireCodec<M> codec) {
    this.identifier = identifier;
    this.family = family;
    this.codec = codec;
  }

  @Override
  public final int identifier() {
    return identifier;
  }

  /** The bytes say themselves what they are. */
  @Override
  public final String manifest(Object message) {
    return "";
  }

  @Override
  public final byte[] toBinary(Object message) {
    ByteBuffer bytes = ByteBuffer.allocate(codec.bytes(mine(message)));
    codec.write(mine(message), bytes);
    byte[] exact = new byte[bytes.position()];
    System.arraycopy(bytes.array(), 0, exact, 0, exact.length);
    return exact;
  }

  @Override
  public final void toBinary(Object message, ByteBuffer buffer) {
    codec.write(mine(message), buffer);
  }

  @Override
  public final Object fromBinary(byte[] bytes, String manifest) {
    return codec.read(ByteBuffer.wrap(bytes));
  }

  @Override
  public final Object fromBinary(ByteBuffer buffer, String manifest) {
    return codec.read(buffer);
  }

  private M mine(Object message) {
    if (!family.isInstance(message)) {
      throw TallystickException.of(
          ErrorKind.INTERNAL, "message_foreign", "no message of " + family.getSimpleName());
    }
    return family.cast(message);
  }
}
