package io.tallystick.account.policy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.merkle.Sha256;
import io.tallystick.ledger.Id;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy's bytes, of which its digest is taken; little-endian, equal for equal policies:
 *
 * <pre>
 * u8 layout = 1 | u8 frozen | i64 transfer max
 * u16 windows; each: i64 seconds, i64 amount max, i64 count max
 * u16 counterparties; each: u128
 * u16 approvers; each: u128 | u16 approvals | i64 approvals above | i64 approval seconds
 * u16 change approvals
 * </pre>
 */
public final class PolicyBytes {
  private static final int LAYOUT = 1;
  private static final int FIXED_BYTES = 2 + 3 * Long.BYTES + 5 * Short.BYTES;
  private static final int ID_BYTES = 2 * Long.BYTES;
  private static final int WINDOW_BYTES = 3 * Long.BYTES;
  private static final int COUNT_MASK = 0xFFFF;

  private PolicyBytes() {}

  /** The bytes of a policy. */
  public static byte[] write(Policy policy) {
    ByteBuffer out =
        ByteBuffer.allocate(
                FIXED_BYTES
                    + policy.windows().size() * WINDOW_BYTES
                    + (policy.counterparties().size() + policy.approvers().size()) * ID_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) LAYOUT).put((byte) (policy.frozen() ? 1 : 0)).putLong(policy.transferMax());
    out.putShort((short) policy.windows().size());
    for (WindowLimit window : policy.windows()) {
      out.putLong(window.seconds()).putLong(window.amountMax()).putLong(window.countMax());
    }
    ids(out, policy.counterparties());
    ids(out, policy.approvers());
    out.putShort((short) policy.approvals());
    out.putLong(policy.approvalsAbove()).putLong(policy.approvalSeconds());
    out.putShort((short) policy.changeApprovals());
    return out.array();
  }

  private static void ids(ByteBuffer out, List<Id> ids) {
    out.putShort((short) ids.size());
    for (Id id : ids) {
      out.putLong(id.low()).putLong(id.high());
    }
  }

  /** The policy of bytes; {@code policy_damaged} (DAMAGED) if they are none. */
  public static Policy read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      int layout = in.get();
      int frozen = in.get();
      long transferMax = in.getLong();
      List<WindowLimit> windows = new ArrayList<>();
      for (int left = in.getShort() & COUNT_MASK; left > 0; left--) {
        windows.add(new WindowLimit(in.getLong(), in.getLong(), in.getLong()));
      }
      List<Id> counterparties = ids(in);
      List<Id> approvers = ids(in);
      int approvals = in.getShort() & COUNT_MASK;
      long above = in.getLong();
      long seconds = in.getLong();
      int changeApprovals = in.getShort() & COUNT_MASK;
      if (layout != LAYOUT || (frozen & ~1) != 0 || in.hasRemaining()) {
        throw damaged();
      }
      return new Policy(
          frozen == 1,
          transferMax,
          windows,
          counterparties,
          approvers,
          approvals,
          above,
          seconds,
          changeApprovals);
    } catch (BufferUnderflowException shorter) {
      throw damaged();
    }
  }

  private static List<Id> ids(ByteBuffer in) {
    List<Id> ids = new ArrayList<>();
    for (int left = in.getShort() & COUNT_MASK; left > 0; left--) {
      long low = in.getLong();
      ids.add(new Id(in.getLong(), low));
    }
    return ids;
  }

  /** SHA-256 of a policy's bytes. */
  public static byte[] digest(Policy policy) {
    byte[] bytes = write(policy);
    return Sha256.of(bytes, 0, bytes.length).toBytes();
  }

  private static TallystickException damaged() {
    return TallystickException.of(
        ErrorKind.DAMAGED, "policy_damaged", "these bytes are no policy of a known layout");
  }
}
