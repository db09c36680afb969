package io.tallystick.ledger.member;

import java.util.ArrayList;
import java.util.List;

/**
 * What a participant, and a key within its participant's bounds, may do: bits of a u32. A key can
 * do what both it and its participant may.
 */
public final class Roles {
  /** Submits transfers and creates accounts of its participant. */
  public static final int SUBMIT = 1;

  /** Approves what waits for signatures. */
  public static final int APPROVE = 2;

  /** Reads its participant's accounts and the transfers that touch them. */
  public static final int READ = 4;

  /** Adds, rotates and revokes keys of its participant; creates its accounts. */
  public static final int ADMIN = 8;

  /** Does everything, for every participant. */
  public static final int OPERATOR = 16;

  /** Reads everything. */
  public static final int AUDITOR = 32;

  /** Of keys only, and alone: signs recoveries of its participant. */
  public static final int OFFICER = 64;

  /** What a participant can be granted. */
  public static final int OF_PARTICIPANTS = SUBMIT | APPROVE | READ | ADMIN | OPERATOR | AUDITOR;

  /** All that have a name. */
  public static final int KNOWN = OF_PARTICIPANTS | OFFICER;

  private static final List<String> NAMES =
      List.of("submit", "approve", "read", "admin", "operator", "auditor", "officer");

  private Roles() {}

  /** Names of the set bits that are known, lowest first. */
  public static List<String> names(int roles) {
    List<String> names = new ArrayList<>(Integer.bitCount(roles));
    for (int bit = 0; bit < NAMES.size(); bit++) {
      if ((roles & (1 << bit)) != 0) {
        names.add(NAMES.get(bit));
      }
    }
    return List.copyOf(names);
  }

  /** The bit of a name; 0 if there is none of that name. */
  public static int of(String name) {
    int bit = NAMES.indexOf(name);
    return bit < 0 ? 0 : 1 << bit;
  }

  /** Every name, in order of the bits. */
  public static List<String> allNames() {
    return NAMES;
  }
}
