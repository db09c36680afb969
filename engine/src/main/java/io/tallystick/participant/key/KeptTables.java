package io.tallystick.participant.key;

import io.tallystick.ledger.Id;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Tables of the keys that sign most, in a bounded number of places. A key's place follows from its
 * id; two that meet there compete: each use of the one that holds the place earns it a credit, each
 * use of another takes one from it, and without any it makes room. A table is made once its key has
 * {@link #CREDITS_MAX}, so that making tables never costs more than a small part of what verifying
 * costs, however many keys sign. Thread-safe.
 */
final class KeptTables {
  /** Places, a power of two: 256 tables of 60 KiB are 15 MiB at most. */
  static final int PLACES = 256;

  /** Uses after which a key has its table, and most credits that a key can save up. */
  static final int CREDITS_MAX = 64;

  private final AtomicReferenceArray<Place> places = new AtomicReferenceArray<>(PLACES);

  private static final class Place {
    final Id keyId;
    final AtomicInteger credits = new AtomicInteger(1);
    volatile TabledKey table;

    Place(Id keyId) {
      this.keyId = keyId;
    }
  }

  /** The table of a key that is being used; null if it has none, or none yet. */
  TabledKey of(Id keyId, byte[] publicKey) {
    int at = (int) keyId.low() & (PLACES - 1);
    Place place = places.get(at);
    if (place == null || !place.keyId.equals(keyId)) {
      if (place == null || place.credits.decrementAndGet() < 0) {
        places.compareAndSet(at, place, new Place(keyId));
      }
      return null;
    }
    if (place.credits.get() < CREDITS_MAX) {
      // Two threads may count past the most by one; nothing depends on it.
      place.credits.incrementAndGet();
    } else if (place.table == null) {
      // Two threads may make the same table at once; one of them stays.
      place.table = new TabledKey(publicKey);
    }
    return place.table;
  }

  /** Tables that are kept now. */
  int held() {
    int held = 0;
    for (int i = 0; i < PLACES; i++) {
      Place place = places.get(i);
      held += place != null && place.table != null ? 1 : 0;
    }
    return held;
  }
}
