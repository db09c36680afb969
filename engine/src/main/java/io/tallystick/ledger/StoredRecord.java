package io.tallystick.ledger;

import static io.tallystick.base.LittleEndian.getInt;
import static io.tallystick.base.LittleEndian.getLong;
import static io.tallystick.base.LittleEndian.getShort;
import static io.tallystick.base.LittleEndian.putInt;
import static io.tallystick.base.LittleEndian.putLong;
import static io.tallystick.base.LittleEndian.putShort;

/**
 * A numbered record as it is settled, hashed and kept: 176 bytes, little-endian. With the leaf
 * prefix of RFC 6962 it fills three SHA-256 blocks.
 *
 * <pre>
 *   0  request                        128 bytes  with its timestamp filled in
 * 128  actual amount                  u64  minor units that moved; 0 where nothing did
 * 136  debit account's previous       u64  number of its previous record, or NONE
 * 144  credit account's previous      u64  number of its previous record, or NONE
 * 152  incarnation                    u64  of the account actor that authorised it; 0 if none did.
 *                                          Of a participant or key: number of the submitting key
 * 160  related                        u64  number of the pending transfer's record that this one
 *                                          posts, voids or lets expire; of a participant or key
 *                                          that of the participant's record before; of a claim
 *                                          that of the account's claim before; else NONE
 * 168  result                         u32  {@link TransferResult#number()}; 0 = created
 * 172  type                           u16  {@link RecordType}
 * 174  submitter                      u16  number of the participant that submitted it; 0 if none
 * </pre>
 *
 * <p>A post or void keeps its request as it came: account ids, ledger, code and user data that it
 * left at zero stand in the related record. The previous numbers belong to the pending transfer's
 * accounts then.
 */
public final class StoredRecord {
  public static final int BYTES = 176;
  public static final int REQUEST = 0;
  public static final int ACTUAL_AMOUNT = 128;
  public static final int DEBIT_PREVIOUS = 136;
  public static final int CREDIT_PREVIOUS = 144;
  public static final int INCARNATION = 152;
  public static final int RELATED = 160;
  public static final int RESULT = 168;
  public static final int TYPE = 172;
  public static final int SUBMITTER = 174;

  /** Stands where there is no record number. */
  public static final long NONE = -1L;

  private StoredRecord() {}

  public static long actualAmount(byte[] b, int at) {
    return getLong(b, at + ACTUAL_AMOUNT);
  }

  /** Number of the debit account's previous record, or {@link #NONE}. */
  public static long debitPrevious(byte[] b, int at) {
    return getLong(b, at + DEBIT_PREVIOUS);
  }

  /** Number of the credit account's previous record, or {@link #NONE}. */
  public static long creditPrevious(byte[] b, int at) {
    return getLong(b, at + CREDIT_PREVIOUS);
  }

  public static long incarnation(byte[] b, int at) {
    return getLong(b, at + INCARNATION);
  }

  /** Number of the pending transfer's record, or {@link #NONE}. */
  public static long related(byte[] b, int at) {
    return getLong(b, at + RELATED);
  }

  public static int result(byte[] b, int at) {
    return getInt(b, at + RESULT);
  }

  /** {@link RecordType}. */
  public static int type(byte[] b, int at) {
    return getShort(b, at + TYPE);
  }

  /**
   * Number of the participant that submitted it, 0 … 65,535; 0 where no credential was asked for.
   */
  public static int submitter(byte[] b, int at) {
    return getShort(b, at + SUBMITTER);
  }

  /** Writes who submitted it. */
  public static void submitter(byte[] b, int at, int participant) {
    putShort(b, at + SUBMITTER, participant);
  }

  /** Nanoseconds since 1970. */
  public static long timestamp(byte[] b, int at) {
    return getLong(b, at + TransferRequest.TIMESTAMP);
  }

  /** Writes the 48 bytes behind the request, without a submitter. */
  public static void tail(
      byte[] b,
      int at,
      int type,
      int result,
      long actualAmount,
      long debitPrevious,
      long creditPrevious,
      long incarnation,
      long related) {
    putLong(b, at + ACTUAL_AMOUNT, actualAmount);
    putLong(b, at + DEBIT_PREVIOUS, debitPrevious);
    putLong(b, at + CREDIT_PREVIOUS, creditPrevious);
    putLong(b, at + INCARNATION, incarnation);
    putLong(b, at + RELATED, related);
    putInt(b, at + RESULT, result);
    putShort(b, at + TYPE, type);
    putShort(b, at + SUBMITTER, 0);
  }
}
