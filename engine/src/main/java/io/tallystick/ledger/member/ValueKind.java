package io.tallystick.ledger.member;

/**
 * Kinds of the values that stand beside rows of participants and keys, in the side section of
 * entries and sealed batches; the numbers are part of their bytes.
 */
public final class ValueKind {
  /** A participant's name for people: UTF-8, 1 … {@link #DISPLAY_NAME_BYTES_MAX} bytes. */
  public static final int DISPLAY_NAME = 3;

  /** A key's public part, as its type says. */
  public static final int PUBLIC_KEY = 4;

  /** Officers' signatures of a recovery, see {@link OfficerSignatures}. */
  public static final int SIGNATURES = 5;

  public static final int DISPLAY_NAME_BYTES_MAX = 128;

  private ValueKind() {}
}
