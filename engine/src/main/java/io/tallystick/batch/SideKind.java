package io.tallystick.batch;

import io.tallystick.ledger.member.ValueKind;

/**
 * What a side item holds. Kinds are numbers 1 … 255; a reader passes over kinds it has no use for,
 * and the rules version says which ones a batch may have.
 */
public final class SideKind {
  /** The name by which an account was created: printable ASCII. */
  public static final int NAME = 1;

  /**
   * In entries only, at the first event of a body: the number of the key that signed it, u32. A
   * body without it was submitted by nobody's key.
   */
  public static final int SUBMITTER = 2;

  /** Bytes of a {@link #SUBMITTER}. */
  public static final int SUBMITTER_BYTES = 4;

  /** A participant's display name. */
  public static final int DISPLAY_NAME = ValueKind.DISPLAY_NAME;

  /** A key's public part. */
  public static final int PUBLIC_KEY = ValueKind.PUBLIC_KEY;

  /** The officers' signatures of a recovery. */
  public static final int SIGNATURES = ValueKind.SIGNATURES;

  /**
   * In entries only, of a transfer: the incarnation under which the debit account's actor granted
   * it, u64. Nodes put it there; no bytes of a client become one.
   */
  public static final int GRANT = 6;

  /** Bytes of a {@link #GRANT}. */
  public static final int GRANT_BYTES = 8;

  static final int FIRST = 1;
  static final int LAST = 255;

  private SideKind() {}
}
