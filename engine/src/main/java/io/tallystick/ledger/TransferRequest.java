package io.tallystick.ledger;

import static io.tallystick.base.LittleEndian.getInt;
import static io.tallystick.base.LittleEndian.getLong;
import static io.tallystick.base.LittleEndian.getShort;
import static io.tallystick.base.LittleEndian.putInt;
import static io.tallystick.base.LittleEndian.putLong;
import static io.tallystick.base.LittleEndian.putShort;

/**
 * A transfer as it is asked for: 128 bytes, little-endian, laid out as TigerBeetle's {@code
 * Transfer}. A u128 stands with its low half first.
 *
 * <pre>
 *   0  id                 u128
 *  16  debit_account_id   u128
 *  32  credit_account_id  u128
 *  48  amount             u64   minor units, 0 … 2^63-1
 *  56  zero               u64   upper half of TigerBeetle's 128-bit amount
 *  64  pending_id         u128
 *  80  user_data_128      u128
 *  96  user_data_64       u64
 * 104  user_data_32       u32
 * 108  timeout            u32   seconds
 * 112  ledger             u32
 * 116  code               u16
 * 118  flags              u16   {@link TransferFlags}
 * 120  timestamp          u64   nanoseconds since 1970; 0 in a request
 * </pre>
 */
public final class TransferRequest {
  public static final int BYTES = 128;
  public static final int ID = 0;
  public static final int DEBIT_ACCOUNT_ID = 16;
  public static final int CREDIT_ACCOUNT_ID = 32;
  public static final int AMOUNT = 48;
  public static final int AMOUNT_UPPER = 56;
  public static final int PENDING_ID = 64;
  public static final int USER_DATA_128 = 80;
  public static final int USER_DATA_64 = 96;
  public static final int USER_DATA_32 = 104;
  public static final int TIMEOUT = 108;
  public static final int LEDGER = 112;
  public static final int CODE = 116;
  public static final int FLAGS = 118;
  public static final int TIMESTAMP = 120;

  /** Bytes from the low to the high half of a u128. */
  public static final int HIGH = 8;

  private TransferRequest() {}

  public static long idLow(byte[] b, int at) {
    return getLong(b, at + ID);
  }

  public static long idHigh(byte[] b, int at) {
    return getLong(b, at + ID + HIGH);
  }

  public static long debitAccountIdLow(byte[] b, int at) {
    return getLong(b, at + DEBIT_ACCOUNT_ID);
  }

  public static long debitAccountIdHigh(byte[] b, int at) {
    return getLong(b, at + DEBIT_ACCOUNT_ID + HIGH);
  }

  public static long creditAccountIdLow(byte[] b, int at) {
    return getLong(b, at + CREDIT_ACCOUNT_ID);
  }

  public static long creditAccountIdHigh(byte[] b, int at) {
    return getLong(b, at + CREDIT_ACCOUNT_ID + HIGH);
  }

  /** Minor units as the 64 bits that stand there; see {@link Amounts#AMOUNT_MAX}. */
  public static long amount(byte[] b, int at) {
    return getLong(b, at + AMOUNT);
  }

  /** Must be zero: amounts have 63 bits. */
  public static long amountUpper(byte[] b, int at) {
    return getLong(b, at + AMOUNT_UPPER);
  }

  public static long pendingIdLow(byte[] b, int at) {
    return getLong(b, at + PENDING_ID);
  }

  public static long pendingIdHigh(byte[] b, int at) {
    return getLong(b, at + PENDING_ID + HIGH);
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

  /** Seconds as the 32 bits that stand there (unsigned). */
  public static int timeout(byte[] b, int at) {
    return getInt(b, at + TIMEOUT);
  }

  /** The ledger's number as the 32 bits that stand there (unsigned). */
  public static int ledger(byte[] b, int at) {
    return getInt(b, at + LEDGER);
  }

  /** 0 … 65,535. */
  public static int code(byte[] b, int at) {
    return getShort(b, at + CODE);
  }

  /** 0 … 65,535, {@link TransferFlags}. */
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

  public static void debitAccountId(byte[] b, int at, long high, long low) {
    putLong(b, at + DEBIT_ACCOUNT_ID, low);
    putLong(b, at + DEBIT_ACCOUNT_ID + HIGH, high);
  }

  public static void creditAccountId(byte[] b, int at, long high, long low) {
    putLong(b, at + CREDIT_ACCOUNT_ID, low);
    putLong(b, at + CREDIT_ACCOUNT_ID + HIGH, high);
  }

  public static void amount(byte[] b, int at, long value) {
    putLong(b, at + AMOUNT, value);
  }

  public static void pendingId(byte[] b, int at, long high, long low) {
    putLong(b, at + PENDING_ID, low);
    putLong(b, at + PENDING_ID + HIGH, high);
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

  public static void timeout(byte[] b, int at, int value) {
    putInt(b, at + TIMEOUT, value);
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
