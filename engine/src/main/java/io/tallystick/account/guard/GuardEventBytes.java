package io.tallystick.account.guard;

import io.tallystick.account.approval.Approval;
import io.tallystick.account.policy.PolicyBytes;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Bytes of events in the journal; little-endian, beginning with layout (u8 = 1) and kind (u8):
 *
 * <pre>
 * 1 policy set: i64 version, bytes (PolicyBytes)
 * 2 opened:     u128 what, u8 kind, i64 opened at, i64 expires at, i32 needed, u128 maker,
 *               i32 maker's key number, bytes of the subject
 * 3 approved:   u128 what, u128 key, i64 at, u16 length and bytes of public key, then of signature
 * 4 ended:      u128 what, u8 how (in the order of End), i32 detail
 * </pre>
 */
final class GuardEventBytes {
  private static final int LAYOUT = 1;
  private static final int POLICY_SET = 1;
  private static final int OPENED = 2;
  private static final int APPROVED = 3;
  private static final int ENDED = 4;
  private static final int FIXED_MAX = 80;

  private GuardEventBytes() {}

  static byte[] write(GuardEvent event) {
    if (event instanceof GuardEvent.PolicySet set) {
      byte[] policy = PolicyBytes.write(set.policy());
      return exact(begin(POLICY_SET, policy.length).putLong(set.version()).put(policy));
    }
    if (event instanceof GuardEvent.Opened opened) {
      Approval a = opened.approval();
      ByteBuffer out = id(begin(OPENED, a.subject().length), a.what());
      out.put((byte) a.kind().number()).putLong(a.openedAt()).putLong(a.expiresAt());
      id(out.putInt(a.needed()), a.maker()).putInt(a.makerKey());
      return exact(out.put(a.subject()));
    }
    if (event instanceof GuardEvent.Approved approved) {
      Approval.Signed s = approved.signed();
      ByteBuffer out = begin(APPROVED, s.publicKey().length + s.signature().length);
      id(id(out, approved.what()), s.key()).putLong(s.at());
      out.putShort((short) s.publicKey().length).put(s.publicKey());
      return exact(out.putShort((short) s.signature().length).put(s.signature()));
    }
    GuardEvent.Ended ended = (GuardEvent.Ended) event;
    ByteBuffer out = id(begin(ENDED, 0), ended.what());
    return exact(out.put((byte) ended.how().ordinal()).putInt(ended.detail()));
  }

  private static ByteBuffer begin(int kind, int more) {
    return ByteBuffer.allocate(FIXED_MAX + more)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) LAYOUT)
        .put((byte) kind);
  }

  private static byte[] exact(ByteBuffer out) {
    return java.util.Arrays.copyOf(out.array(), out.position());
  }

  private static ByteBuffer id(ByteBuffer out, Id id) {
    return out.putLong(id.low()).putLong(id.high());
  }

  /** The event of bytes; {@code policy_damaged} (DAMAGED) if they are none. */
  static GuardEvent read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      int layout = in.get();
      int kind = in.get();
      GuardEvent event = layout == LAYOUT ? read(kind, in) : null;
      if (event == null || in.hasRemaining()) {
        throw damaged();
      }
      return event;
    } catch (BufferUnderflowException | NegativeArraySizeException shorter) {
      throw damaged();
    }
  }

  private static GuardEvent read(int kind, ByteBuffer in) {
    switch (kind) {
      case POLICY_SET -> {
        long version = in.getLong();
        return new GuardEvent.PolicySet(version, PolicyBytes.read(bytes(in, in.remaining())));
      }
      case OPENED -> {
        Id what = id(in);
        boolean transfer = in.get() == Approval.Kind.TRANSFER.number();
        long openedAt = in.getLong();
        long expiresAt = in.getLong();
        int needed = in.getInt();
        Id maker = id(in);
        int makerKey = in.getInt();
        return new GuardEvent.Opened(
            new Approval(
                what,
                transfer ? Approval.Kind.TRANSFER : Approval.Kind.POLICY,
                openedAt,
                expiresAt,
                needed,
                maker,
                makerKey,
                bytes(in, in.remaining()),
                List.of()));
      }
      case APPROVED -> {
        Id what = id(in);
        Id key = id(in);
        long at = in.getLong();
        byte[] publicKey = bytes(in, in.getShort());
        byte[] signature = bytes(in, in.getShort());
        return new GuardEvent.Approved(what, new Approval.Signed(key, at, publicKey, signature));
      }
      case ENDED -> {
        Id what = id(in);
        int how = in.get();
        GuardEvent.End[] ends = GuardEvent.End.values();
        return how < 0 || how >= ends.length
            ? null
            : new GuardEvent.Ended(what, ends[how], in.getInt());
      }
      default -> {
        return null;
      }
    }
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static Id id(ByteBuffer in) {
    long low = in.getLong();
    return new Id(in.getLong(), low);
  }

  private static TallystickException damaged() {
    return TallystickException.of(
        ErrorKind.DAMAGED, "policy_damaged", "these bytes are no event of a guarded account");
  }
}
