package io.tallystick.ledger.state;

import java.util.HashMap;
import java.util.Map;

/**
 * Keys of all participants in order of addition, revoked ones among them: an id is used once for
 * ever. A key's <b>number</b> counts from 1 and never changes; 0 stands for none. 16 words each:
 *
 * <pre>
 * 0 id low                     5 not after, as asked   10 previous key
 * 1 id high                    6 until                 11 replaces, low
 * 2 participant | type, action 7 ended at              12 replaces, high
 * 3 roles | flags              8 public key            13 replaced until, as asked
 * 4 not before, as asked       9 added at              14 revoked until, as asked
 * </pre>
 *
 * Word 2: number of the participant below, type from bit 32, action from bit 48. Word 3: roles
 * below, flags above. Word 6: ns from which on it is not valid, 0 for never: the least of all that
 * ended it. Word 7: timestamp of the record that revoked or replaced it, 0 if none did. Word 8: see
 * {@link NameStore}. Word 10: number of its participant's key before it, 0 for none.
 */
public final class KeyTable {
  /** No key has the id. */
  public static final int NO_KEY = 0;

  /** Flag: it was revoked. */
  public static final int REVOKED = 1;

  /** Flag: another key took its place. */
  public static final int REPLACED = 2;

  /** Flag: its recovery ended all other keys, as {@code KeyRequest.REVOKE_OTHERS} asked. */
  public static final int ENDED_OTHERS = 4;

  private static final int SHIFT = 4;
  private static final int ID_LOW = 0;
  private static final int ID_HIGH = 1;
  private static final int PARTICIPANT_TYPE_ACTION = 2;
  private static final int ROLES_AND_FLAGS = 3;
  private static final int NOT_BEFORE = 4;
  private static final int NOT_AFTER = 5;
  private static final int UNTIL = 6;
  private static final int ENDED_AT = 7;
  private static final int PUBLIC_KEY = 8;
  private static final int ADDED_AT = 9;
  private static final int PREVIOUS = 10;
  private static final int REPLACES_LOW = 11;
  private static final int REPLACES_HIGH = 12;
  private static final int REPLACED_UNTIL = 13;
  private static final int REVOKED_UNTIL = 14;
  private static final int TYPE_SHIFT = 32;
  private static final int ACTION_SHIFT = 48;
  private static final int SHORT_MASK = 0xFFFF;

  private record KeyId(long high, long low) {}

  private final PagedLongs words;
  private final PagedLongs scalars;
  // Derived: made anew by rebuild().
  private final Map<KeyId, Integer> byId = new HashMap<>();

  KeyTable(PagedLongs words, PagedLongs scalars) {
    this.words = words;
    this.scalars = scalars;
  }

  /** Keys added; their numbers are 1 … this. */
  public int count() {
    return (int) scalars.get(Scalars.KEYS);
  }

  /** The number of an id, or {@link #NO_KEY}. */
  public int find(long idHigh, long idLow) {
    return byId.getOrDefault(new KeyId(idHigh, idLow), NO_KEY);
  }

  /**
   * Adds a key of a new id.
   *
   * @param publicKey what {@link NameStore} gave for it
   * @param previous number of its participant's key before it
   */
  int add(
      long idHigh,
      long idLow,
      int participant,
      int type,
      int action,
      int roles,
      int flags,
      long notBefore,
      long notAfter,
      long publicKey,
      int previous,
      long timestamp) {
    int number = count() + 1;
    long at = at(number);
    words.extend(at + (1L << SHIFT));
    words.set(at + ID_LOW, idLow);
    words.set(at + ID_HIGH, idHigh);
    words.set(
        at + PARTICIPANT_TYPE_ACTION,
        participant | ((long) type << TYPE_SHIFT) | ((long) action << ACTION_SHIFT));
    words.set(at + ROLES_AND_FLAGS, roles(roles, flags));
    words.set(at + NOT_BEFORE, notBefore);
    words.set(at + NOT_AFTER, notAfter);
    words.set(at + UNTIL, notAfter);
    words.set(at + PUBLIC_KEY, publicKey);
    words.set(at + ADDED_AT, timestamp);
    words.set(at + PREVIOUS, previous);
    scalars.set(Scalars.KEYS, number);
    byId.put(new KeyId(idHigh, idLow), number);
    return number;
  }

  /** Notes which key a rotation to this one ends, and when. */
  public void replaces(int number, long idHigh, long idLow, long until) {
    words.set(at(number) + REPLACES_LOW, idLow);
    words.set(at(number) + REPLACES_HIGH, idHigh);
    words.set(at(number) + REPLACED_UNTIL, until);
  }

  /**
   * Ends a key, no later than it ends already.
   *
   * @param flag {@link #REVOKED} or {@link #REPLACED}
   * @param until ns since 1970
   * @param asked the end as it was asked for, of a revocation
   */
  public void end(int number, int flag, long until, long asked, long timestamp) {
    long before = until(number);
    words.set(at(number) + UNTIL, before == 0 ? until : Math.min(before, until));
    words.set(at(number) + ROLES_AND_FLAGS, roles(roles(number), flags(number) | flag));
    words.set(at(number) + ENDED_AT, timestamp);
    if (flag == REVOKED) {
      words.set(at(number) + REVOKED_UNTIL, asked);
    }
  }

  /** Makes ids known again after a restore. */
  void rebuild() {
    byId.clear();
    for (int number = 1; number <= count(); number++) {
      byId.put(new KeyId(idHigh(number), idLow(number)), number);
    }
  }

  /** Whether a key can be used at a time, as far as it alone decides. */
  public boolean valid(int number, long timestamp) {
    long until = until(number);
    return timestamp >= from(number) && (until == 0 || timestamp < until);
  }

  public long idLow(int number) {
    return word(number, ID_LOW);
  }

  public long idHigh(int number) {
    return word(number, ID_HIGH);
  }

  /** Number of its participant. */
  public int participant(int number) {
    return (int) word(number, PARTICIPANT_TYPE_ACTION);
  }

  public int type(int number) {
    return (int) (word(number, PARTICIPANT_TYPE_ACTION) >>> TYPE_SHIFT) & SHORT_MASK;
  }

  /** The action that brought it. */
  public int action(int number) {
    return (int) (word(number, PARTICIPANT_TYPE_ACTION) >>> ACTION_SHIFT) & SHORT_MASK;
  }

  public int roles(int number) {
    return (int) word(number, ROLES_AND_FLAGS);
  }

  public int flags(int number) {
    return (int) (word(number, ROLES_AND_FLAGS) >>> Integer.SIZE);
  }

  /** From when on it is valid, ns since 1970. */
  public long from(int number) {
    long asked = notBefore(number);
    return asked == 0 ? addedAt(number) : asked;
  }

  public long notBefore(int number) {
    return word(number, NOT_BEFORE);
  }

  public long notAfter(int number) {
    return word(number, NOT_AFTER);
  }

  /** From when on it is not valid; 0 for never. */
  public long until(int number) {
    return word(number, UNTIL);
  }

  /** Timestamp of the record that revoked or replaced it; 0 if none did. */
  public long endedAt(int number) {
    return word(number, ENDED_AT);
  }

  /** What {@link NameStore} gave for the public key. */
  public long publicKey(int number) {
    return word(number, PUBLIC_KEY);
  }

  public long addedAt(int number) {
    return word(number, ADDED_AT);
  }

  /** Number of its participant's key before it, or {@link #NO_KEY}. */
  public int previous(int number) {
    return (int) word(number, PREVIOUS);
  }

  public long replacesLow(int number) {
    return word(number, REPLACES_LOW);
  }

  public long replacesHigh(int number) {
    return word(number, REPLACES_HIGH);
  }

  public long replacedUntil(int number) {
    return word(number, REPLACED_UNTIL);
  }

  /** The end that its revocation asked for; 0 for at once, and where there was none. */
  public long revokedUntil(int number) {
    return word(number, REVOKED_UNTIL);
  }

  private long word(int number, int which) {
    return words.get(at(number) + which);
  }

  private static long at(int number) {
    return (long) (number - 1) << SHIFT;
  }

  private static long roles(int roles, int flags) {
    return Integer.toUnsignedLong(roles) | ((long) flags << Integer.SIZE);
  }
}
