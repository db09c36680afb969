package io.tallystick.account.guard;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A guarded account's state as the fewest events from which it evolves (little-endian): u8 layout =
 * 1, i32 events; each: i32 length and the bytes of {@link GuardEventBytes}.
 */
final class GuardSnapshot {
  private static final int LAYOUT = 1;

  private GuardSnapshot() {}

  static byte[] write(GuardState state) {
    List<byte[]> events = state.summary().stream().map(GuardEventBytes::write).toList();
    int bytes = 1 + Integer.BYTES;
    for (byte[] event : events) {
      bytes += Integer.BYTES + event.length;
    }
    ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) LAYOUT).putInt(events.size());
    for (byte[] event : events) {
      out.putInt(event.length).put(event);
    }
    return out.array();
  }

  /** The events of bytes; {@code policy_damaged} (DAMAGED) if they are none. */
  static List<GuardEvent> read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<GuardEvent> events = new ArrayList<>();
    try {
      int layout = in.get();
      for (int left = in.getInt(); left > 0; left--) {
        byte[] event = new byte[in.getInt()];
        in.get(event);
        events.add(GuardEventBytes.read(event));
      }
      if (layout == LAYOUT && !in.hasRemaining()) {
        return events;
      }
    } catch (BufferUnderflowException | NegativeArraySizeException shorter) {
      // Falls through to the same error.
    }
    throw TallystickException.of(
        ErrorKind.DAMAGED, "policy_damaged", "these bytes are no snapshot of a guarded account");
  }
}
