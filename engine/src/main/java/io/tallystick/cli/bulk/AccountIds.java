package io.tallystick.cli.bulk;

import io.tallystick.ledger.Id;

/**
 * Remembers ids of account names that were seen lately, since hashing a name costs more than the
 * rest of a row. Bounded: a later name takes the place of an earlier one.
 */
final class AccountIds {
  /** Names remembered; a power of two. */
  static final int PLACES = 1 << 16;

  private final String[] texts = new String[PLACES];
  private final Id[] ids = new Id[PLACES];

  Id get(String text) {
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
    if (!text.equals(texts[place])) {
      ids[place] = Id.parse(text, Id.OPERATOR);
      texts[place] = text;
    }
    return ids[place];
  }
}
