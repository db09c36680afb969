package io.tallystick.ledger.state;

import java.util.HashMap;
import java.util.Map;

/**
 * Participants in order of creation. A participant's <b>number</b> counts from 1 and never changes;
 * 0 stands for none. 16 words each:
 *
 * <pre>
 * 0 … 3 code, 32 bytes     6 name ({@link NameStore})   9 last record
 * 4 roles | flags          7 created at                10 keys
 * 5 version | quorum       8 changed at                11 last key
 * </pre>
 *
 * Words 4 and 5: the first below, the second above. Word 9: number of its newest record, of itself
 * or of a key. Word 11: number of its newest key, 0 for none.
 */
public final class ParticipantTable {
  /** No participant has the code. */
  public static final int NOBODY = 0;

  /** Words of a code. */
  public static final int CODE_WORDS = 4;

  private static final int SHIFT = 4;
  private static final int ROLES_AND_FLAGS = 4;
  private static final int VERSION_AND_QUORUM = 5;
  private static final int NAME = 6;
  private static final int CREATED = 7;
  private static final int CHANGED = 8;
  private static final int LAST_RECORD = 9;
  private static final int KEYS = 10;
  private static final int LAST_KEY = 11;
  private static final long NONE = -1;

  /** A code's bytes as a map's key. */
  private record Code(long first, long second, long third, long fourth) {}

  private final PagedLongs words;
  private final PagedLongs scalars;
  // Derived: made anew by rebuild().
  private final Map<Code, Integer> byCode = new HashMap<>();

  ParticipantTable(PagedLongs words, PagedLongs scalars) {
    this.words = words;
    this.scalars = scalars;
  }

  /** Participants created; their numbers are 1 … this. */
  public int count() {
    return (int) scalars.get(Scalars.PARTICIPANTS);
  }

  /** The number of a code of four words, or {@link #NOBODY}. */
  public int find(long first, long second, long third, long fourth) {
    return byCode.getOrDefault(new Code(first, second, third, fourth), NOBODY);
  }

  /** Adds a participant of a new code and gives its number; the rest is set by {@link #set}. */
  public int add(long first, long second, long third, long fourth, long timestamp) {
    int number = count() + 1;
    long at = at(number);
    words.extend(at + (1L << SHIFT));
    words.set(at, first);
    words.set(at + 1, second);
    words.set(at + 2, third);
    words.set(at + 3, fourth);
    words.set(at + CREATED, timestamp);
    words.set(at + LAST_RECORD, NONE);
    scalars.set(Scalars.PARTICIPANTS, number);
    byCode.put(new Code(first, second, third, fourth), number);
    return number;
  }

  /** Sets what can change. */
  public void set(
      int number, int roles, int flags, int quorum, int version, long name, long timestamp) {
    words.set(at(number) + ROLES_AND_FLAGS, pair(roles, flags));
    words.set(at(number) + VERSION_AND_QUORUM, pair(version, quorum));
    words.set(at(number) + NAME, name);
    words.set(at(number) + CHANGED, timestamp);
  }

  /** Makes codes known again after a restore. */
  void rebuild() {
    byCode.clear();
    for (int number = 1; number <= count(); number++) {
      byCode.put(
          new Code(
              codeWord(number, 0), codeWord(number, 1), codeWord(number, 2), codeWord(number, 3)),
          number);
    }
  }

  /** One of the four words of the code. */
  public long codeWord(int number, int i) {
    return words.get(at(number) + i);
  }

  public int roles(int number) {
    return (int) word(number, ROLES_AND_FLAGS);
  }

  public int flags(int number) {
    return (int) (word(number, ROLES_AND_FLAGS) >>> Integer.SIZE);
  }

  public int version(int number) {
    return (int) word(number, VERSION_AND_QUORUM);
  }

  public int quorum(int number) {
    return (int) (word(number, VERSION_AND_QUORUM) >>> Integer.SIZE);
  }

  /** What {@link NameStore} gave for its display name. */
  public long name(int number) {
    return word(number, NAME);
  }

  public long createdAt(int number) {
    return word(number, CREATED);
  }

  public long changedAt(int number) {
    return word(number, CHANGED);
  }

  /** Number of its newest record, of itself or of one of its keys; -1 before the first. */
  public long lastRecord(int number) {
    return word(number, LAST_RECORD);
  }

  /** Notes its newest record. */
  public void lastRecord(int number, long record) {
    words.set(at(number) + LAST_RECORD, record);
  }

  /** Keys that it ever had. */
  public int keys(int number) {
    return (int) word(number, KEYS);
  }

  /** Number of its newest key, or {@link KeyTable#NO_KEY}. */
  public int lastKey(int number) {
    return (int) word(number, LAST_KEY);
  }

  void addKey(int number, int key) {
    words.set(at(number) + KEYS, keys(number) + 1L);
    words.set(at(number) + LAST_KEY, key);
  }

  private long word(int number, int which) {
    return words.get(at(number) + which);
  }

  private static long at(int number) {
    return (long) (number - 1) << SHIFT;
  }

  private static long pair(int below, int above) {
    return Integer.toUnsignedLong(below) | ((long) above << Integer.SIZE);
  }
}
