package io.tallystick.ledger.member;

import static io.tallystick.base.LittleEndian.getInt;
import static io.tallystick.base.LittleEndian.getLong;
import static io.tallystick.base.LittleEndian.putInt;
import static io.tallystick.base.LittleEndian.putLong;

/**
 * A participant as it is to be: 128 bytes, little-endian. Its display name stands beside it ({@link
 * ValueKind#DISPLAY_NAME}).
 *
 * <pre>
 *   0  zero             16 bytes
 *  16  code             32 bytes  {@link ParticipantCode}
 *  48  roles            u32  {@link Roles}, those of participants
 *  52  flags            u32  {@link #SUSPENDED}
 *  56  recovery quorum  u32  officers who can recover it together; 0: nobody can
 *  60  version          u32  1 creates it; each change names the next one
 *  64  zero             56 bytes
 * 120  timestamp        u64  nanoseconds since 1970; 0 in a request
 * </pre>
 */
public final class ParticipantRequest {
  public static final int BYTES = 128;
  public static final int ZERO_HEAD = 0;
  public static final int CODE = 16;
  public static final int ROLES = 48;
  public static final int FLAGS = 52;
  public static final int QUORUM = 56;
  public static final int VERSION = 60;
  public static final int ZERO = 64;
  public static final int TIMESTAMP = 120;

  /** Flag: its keys can do nothing for now. */
  public static final int SUSPENDED = 1;

  /** All flags that are known. */
  public static final int FLAGS_KNOWN = SUSPENDED;

  /** Most officers that a quorum can ask for, and most signatures of a recovery. */
  public static final int QUORUM_MAX = 12;

  private ParticipantRequest() {}

  /** Writes a whole request. */
  public static void write(
      byte[] b, int at, String code, int roles, int flags, int quorum, int version) {
    java.util.Arrays.fill(b, at, at + BYTES, (byte) 0);
    ParticipantCode.write(b, at + CODE, code);
    putInt(b, at + ROLES, roles);
    putInt(b, at + FLAGS, flags);
    putInt(b, at + QUORUM, quorum);
    putInt(b, at + VERSION, version);
  }

  public static String code(byte[] b, int at) {
    return ParticipantCode.read(b, at + CODE);
  }

  public static int roles(byte[] b, int at) {
    return getInt(b, at + ROLES);
  }

  public static int flags(byte[] b, int at) {
    return getInt(b, at + FLAGS);
  }

  /** Unsigned. */
  public static int quorum(byte[] b, int at) {
    return getInt(b, at + QUORUM);
  }

  /** Unsigned. */
  public static int version(byte[] b, int at) {
    return getInt(b, at + VERSION);
  }

  public static long timestamp(byte[] b, int at) {
    return getLong(b, at + TIMESTAMP);
  }

  public static void timestamp(byte[] b, int at, long value) {
    putLong(b, at + TIMESTAMP, value);
  }
}
