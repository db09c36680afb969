package io.tallystick.ledger.guard;

import static io.tallystick.base.LittleEndian.getLong;
import static io.tallystick.base.LittleEndian.putLong;

import io.tallystick.base.Checks;
import io.tallystick.ledger.Id;
import java.util.Arrays;

/**
 * The claim of an account actor: 128 bytes, little-endian.
 *
 * <pre>
 *   0  account id      u128
 *  16  claim id        u128      chosen at random, so that the actor knows its claim again
 *  32  policy version  u64       1 and up; never falls
 *  40  policy digest   32 bytes  SHA-256 of the policy's bytes
 *  72  zero            48 bytes
 * 120  timestamp       u64       nanoseconds since 1970; 0 in a request
 * </pre>
 */
public final class ClaimRequest {
  public static final int BYTES = 128;
  public static final int ACCOUNT = 0;
  public static final int CLAIM = 16;
  public static final int POLICY_VERSION = 32;
  public static final int POLICY_DIGEST = 40;
  public static final int ZERO = 72;
  public static final int TIMESTAMP = 120;

  /** Bytes of a policy's digest. */
  public static final int DIGEST_BYTES = 32;

  private ClaimRequest() {}

  /** Writes a whole request. */
  public static void write(
      byte[] b, int at, Id account, Id claim, long policyVersion, byte[] policyDigest) {
    Checks.equal(policyDigest.length, DIGEST_BYTES, "bytes of a policy's digest");
    Arrays.fill(b, at, at + BYTES, (byte) 0);
    putLong(b, at + ACCOUNT, account.low());
    putLong(b, at + ACCOUNT + Long.BYTES, account.high());
    putLong(b, at + CLAIM, claim.low());
    putLong(b, at + CLAIM + Long.BYTES, claim.high());
    putLong(b, at + POLICY_VERSION, policyVersion);
    System.arraycopy(policyDigest, 0, b, at + POLICY_DIGEST, DIGEST_BYTES);
  }

  public static Id account(byte[] b, int at) {
    return new Id(getLong(b, at + ACCOUNT + Long.BYTES), getLong(b, at + ACCOUNT));
  }

  public static Id claim(byte[] b, int at) {
    return new Id(getLong(b, at + CLAIM + Long.BYTES), getLong(b, at + CLAIM));
  }

  public static long policyVersion(byte[] b, int at) {
    return getLong(b, at + POLICY_VERSION);
  }

  /** One of the digest's four words. */
  public static long digestWord(byte[] b, int at, int word) {
    return getLong(b, at + POLICY_DIGEST + word * Long.BYTES);
  }

  public static byte[] policyDigest(byte[] b, int at) {
    return Arrays.copyOfRange(b, at + POLICY_DIGEST, at + POLICY_DIGEST + DIGEST_BYTES);
  }

  public static long timestamp(byte[] b, int at) {
    return getLong(b, at + TIMESTAMP);
  }

  public static void timestamp(byte[] b, int at, long value) {
    putLong(b, at + TIMESTAMP, value);
  }
}
