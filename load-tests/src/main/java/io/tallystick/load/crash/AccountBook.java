package io.tallystick.load.crash;

import io.tallystick.ledger.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The accounts that clients may use; more are added while they run. */
final class AccountBook {
  /** An account whose debits may not exceed its credits stands among this many others. */
  static final int LIMITED_EVERY = 8;

  private final List<Id> plain = new ArrayList<>();
  private final List<Id> limited = new ArrayList<>();

  /** Adds an account that the server has created. */
  synchronized void add(Id id, boolean isLimited) {
    (isLimited ? limited : plain).add(id);
  }

  /** Any account without limits; the {@code index}th of them all, wrapped around. */
  synchronized Id plain(RandomGenerator random) {
    return plain.get(random.nextInt(plain.size()));
  }

  /** Any account whose debits may not exceed its credits. */
  synchronized Id limited(RandomGenerator random) {
    return limited.get(random.nextInt(limited.size()));
  }

  synchronized int size() {
    return plain.size() + limited.size();
  }

  /** All of them, as they are now. */
  synchronized List<Id> all() {
    List<Id> ids = new ArrayList<>(plain);
    ids.addAll(limited);
    return ids;
  }
}
