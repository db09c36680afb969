package io.tallystick.ledger.member;

import static io.tallystick.base.LittleEndian.getInt;
import static io.tallystick.base.LittleEndian.getLong;
import static io.tallystick.base.LittleEndian.getShort;
import static io.tallystick.base.LittleEndian.putInt;
import static io.tallystick.base.LittleEndian.putLong;
import static io.tallystick.base.LittleEndian.putShort;

import io.tallystick.ledger.Id;

/**
 * A change of a key: 128 bytes, little-endian. The public key of a new one stands beside it ({@link
 * ValueKind#PUBLIC_KEY}), the officers' signatures of a recovery, too ({@link
 * ValueKind#SIGNATURES}).
 *
 * <pre>
 *   0  key id          u128  {@link KeyIds}
 *  16  participant     32 bytes  {@link ParticipantCode}
 *  48  replaces        u128  of a rotation the key that ends; else zero
 *  64  not before      u64   ns since 1970; 0: from its record's timestamp on; zero in a revocation
 *  72  not after       u64   ns from which on it is not valid; 0: never, in a revocation: at once
 *  80  replaced until  u64   of a rotation the replaced key's end, 0: at once; else zero
 *  88  roles           u32   {@link Roles}; zero in a revocation
 *  92  key type        u16   {@link KeyType}; zero in a revocation
 *  94  action          u16   {@link KeyAction}
 *  96  flags           u32   {@link #REVOKE_OTHERS}
 * 100  zero            20 bytes
 * 120  timestamp       u64   nanoseconds since 1970; 0 in a request
 * </pre>
 */
public final class KeyRequest {
  public static final int BYTES = 128;
  public static final int ID = 0;
  public static final int CODE = 16;
  public static final int REPLACES = 48;
  public static final int NOT_BEFORE = 64;
  public static final int NOT_AFTER = 72;
  public static final int REPLACED_UNTIL = 80;
  public static final int ROLES = 88;
  public static final int TYPE = 92;
  public static final int ACTION = 94;
  public static final int FLAGS = 96;
  public static final int ZERO = 100;
  public static final int TIMESTAMP = 120;

  /** Flag of a recovery: all other keys of the participant but its officers' end at once. */
  public static final int REVOKE_OTHERS = 1;

  private KeyRequest() {}

  /** Writes the fields that every action has, and zeros the others. */
  public static void begin(byte[] b, int at, KeyAction action, Id keyId, String participant) {
    java.util.Arrays.fill(b, at, at + BYTES, (byte) 0);
    id(b, at + ID, keyId);
    ParticipantCode.write(b, at + CODE, participant);
    putShort(b, at + ACTION, action.number());
  }

  /** Writes the fields of a row that brings a key. */
  public static void brings(
      byte[] b, int at, KeyType type, int roles, long notBefore, long notAfter) {
    putLong(b, at + NOT_BEFORE, notBefore);
    putLong(b, at + NOT_AFTER, notAfter);
    putInt(b, at + ROLES, roles);
    putShort(b, at + TYPE, type.number());
  }

  /** Writes which key a rotation ends, and when. */
  public static void replaces(byte[] b, int at, Id keyId, long until) {
    id(b, at + REPLACES, keyId);
    putLong(b, at + REPLACED_UNTIL, until);
  }

  public static void notAfter(byte[] b, int at, long value) {
    putLong(b, at + NOT_AFTER, value);
  }

  public static void flags(byte[] b, int at, int value) {
    putInt(b, at + FLAGS, value);
  }

  public static Id id(byte[] b, int at) {
    return new Id(getLong(b, at + ID + Long.BYTES), getLong(b, at + ID));
  }

  public static String code(byte[] b, int at) {
    return ParticipantCode.read(b, at + CODE);
  }

  public static Id replaces(byte[] b, int at) {
    return new Id(getLong(b, at + REPLACES + Long.BYTES), getLong(b, at + REPLACES));
  }

  public static long notBefore(byte[] b, int at) {
    return getLong(b, at + NOT_BEFORE);
  }

  public static long notAfter(byte[] b, int at) {
    return getLong(b, at + NOT_AFTER);
  }

  public static long replacedUntil(byte[] b, int at) {
    return getLong(b, at + REPLACED_UNTIL);
  }

  public static int roles(byte[] b, int at) {
    return getInt(b, at + ROLES);
  }

  public static int type(byte[] b, int at) {
    return getShort(b, at + TYPE);
  }

  public static int action(byte[] b, int at) {
    return getShort(b, at + ACTION);
  }

  public static int flags(byte[] b, int at) {
    return getInt(b, at + FLAGS);
  }

  public static long timestamp(byte[] b, int at) {
    return getLong(b, at + TIMESTAMP);
  }

  public static void timestamp(byte[] b, int at, long value) {
    putLong(b, at + TIMESTAMP, value);
  }

  private static void id(byte[] b, int at, Id id) {
    putLong(b, at, id.low());
    putLong(b, at + Long.BYTES, id.high());
  }
}
