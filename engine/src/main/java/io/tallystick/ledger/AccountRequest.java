package io.tallystick.ledger;

import static io.tallystick.base.LittleEndian.getInt;
import static io.tallystick.base.LittleEndian.getLong;
import static io.tallystick.base.LittleEndian.getShort;
import static io.tallystick.base.LittleEndian.putInt;
import static io.tallystick.base.LittleEndian.putLong;
import static io.tallystick.base.LittleEndian.putShort;

/**
 * An account as it is asked for: 128 bytes, little-endian, laid out as TigerBeetle's {@code
 * Account}. A u128 stands with its low half first.
 *
 * <pre>
 *   0  id               u128
 *  16  debits_pending   u128  zero in a request
 *  32  debits_posted    u128  zero in a request
 *  48  credits_pending  u128  zero in a request
 *  64  credits_posted   u128  zero in a request
 *  80  user_data_128    u128
 *  96  user_data_64     u64
 * 104  user_data_32     u32
 * 108  reserved         u32   zero
 * 112  ledger           u32
 * 116  code             u16
 * 118  flags            u16   {@link AccountFlags}
 * 120  timestamp        u64   nanoseconds since 1970; 0 in a request
 * </pre>
 */
public final class AccountRequest {
  public static final int BYTES = 128;
  public static final int ID = 0;
  public static final int DEBITS_PENDING = 16;
  public static final int DEBITS_POSTED = 32;
  public static final int CREDITS_PENDING = 48;
  public static final int CREDITS_POSTED = 64;
  public static final int USER_DATA_128 = 80;
  public static final int USER_DATA_64 = 96;
  public static final int USER_DATA_32 = 104;
  public static final int RESERVED = 108;
  public static final int LEDGER = 112;
  public static final int CODE = 116;
  public static final int FLAGS = 118;
  public static final int TIMESTAMP = 120;

  /** Bytes from the low to the high half of a u128. */
  public static final int HIGH = 8;

  private AccountRequest() {}

  public static long idLow(byte[] b, int at) {
    return getLong(b, at + ID);
  }

  public static long idHigh(byte[] b, int at) {
    return getLong(b, at + ID + HIGH);
  }

  /**
   * Whether a u128 such as the one at {@link #DEBITS_PENDING} is not zero.
   *
   * @param field its offset in the request
   */
  public static boolean nonZero128(byte[] b, int at, int field) {
    return (getLong(b, at + field) | getLong(b, at + field + HIGH)) != 0;
  }

  public static long userData128Low(byte[] b, int at) {
    return getLong(b, at + USER_DATA_128);
  }

  public static long userData128High(byte[] b, int at) {
    return getLong(b, at + USER_DATA_128 + HIGH);
  }

  public static long userData64(byte[] b, int at) {
    return getLong(b, at + USER_DATA_64);
  }

  public static int userData32(byte[] b, int at) {
    return getInt(b, at + USER_DATA_32);
  }

  /** Must be zero. */
  public static int reserved(byte[] b, int at) {
    return getInt(b, at + RESERVED);
  }

  /** The ledger's number as the 32 bits that stand there (unsigned). */
  public static int ledger(byte[] b, int at) {
    return getInt(b, at + LEDGER);
  }

  /** 0 … 65,535. */
  public static int code(byte[] b, int at) {
    return getShort(b, at + CODE);
  }

  /** 0 … 65,535, {@link AccountFlags}. */
  public static int flags(byte[] b, int at) {
    return getShort(b, at + FLAGS);
  }

  /** Nanoseconds since 1970; 0 in a request. */
  public static long timestamp(byte[] b, int at) {
    return getLong(b, at + TIMESTAMP);
  }

  public static void id(byte[] b, int at, long high, long low) {
    putLong(b, at + ID, low);
    putLong(b, at + ID + HIGH, high);
  }

  public static void userData128(byte[] b, int at, long high, long low) {
    putLong(b, at + USER_DATA_128, low);
    putLong(b, at + USER_DATA_128 + HIGH, high);
  }

  public static void userData64(byte[] b, int at, long value) {
    putLong(b, at + USER_DATA_64, value);
  }

  public static void userData32(byte[] b, int at, int value) {
    putInt(b, at + USER_DATA_32, value);
  }

  public static void ledger(byte[] b, int at, int value) {
    putInt(b, at + LEDGER, value);
  }

  public static void code(byte[] b, int at, int value) {
    putShort(b, at + CODE, value);
  }

  public static void flags(byte[] b, int at, int value) {
    putShort(b, at + FLAGS, value);
  }

  public static void timestamp(byte[] b, int at, long value) {
    putLong(b, at + TIMESTAMP, value);
  }
}
