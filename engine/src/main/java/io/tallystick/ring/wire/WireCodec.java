package io.tallystick.ring.wire;

import java.nio.ByteBuffer;

/**
 * A family of messages and their bytes.
 *
 * @param <M> the family
 */
public interface WireCodec<M> {
  /** Bytes that a message takes at most. */
  int bytes(M message);

  /** Writes a message at the buffer's position and moves it behind. */
  void write(M message, ByteBuffer target);

  /** Reads the message that lies between the buffer's position and limit; DAMAGED if it is none. */
  M read(ByteBuffer source);
}
