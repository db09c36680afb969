package io.tallystick.ledger.member;

/**
 * The bounds of what is kept of participants. All replicas have the same, since reaching one is an
 * answer. Nothing of it is ever removed: a key's id is used once for ever.
 */
public final class MemberLimits {
  /** Most participants; their numbers fit the u16 of a stored record. */
  public static final int PARTICIPANTS_MAX = 16_384;

  /** Most keys of all participants, ended ones among them; about 300 bytes of heap each. */
  public static final int KEYS_MAX = 262_144;

  private MemberLimits() {}
}
