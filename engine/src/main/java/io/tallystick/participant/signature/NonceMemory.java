package io.tallystick.participant.signature;

import io.tallystick.base.Checks;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Nonces that keys used lately, each with a hash of the request that it came with: the same request
 * may come again (the ledger answers it by its ids), another one may not bring the same nonce.
 * Bounded for all keys together and for each; what finds no place is told so, never let through.
 *
 * <p>A nonce is remembered as long as a signature that brings it could still be accepted. Nonces
 * are kept as 64-bit hashes of key and nonce, 16 bytes each in tables that are at least half empty
 * when they grow: about 50 bytes each at worst.
 */
public final class NonceMemory {
  /** What is known of a nonce. */
  public enum Seen {
    /** It was new; it is remembered now. */
    NEW,
    /** It came with the same request before. */
    SAME,
    /** It came with another request before. */
    OTHER,
    /** There is no room for it. */
    FULL
  }

  private static final int STRIPES = 16;
  private static final int SLICES = 8;
  private static final long ABSENT = Long.MIN_VALUE;

  private final long keptSeconds;
  private final int noncesMax;
  private final int perKeyMax;
  private final AtomicInteger held = new AtomicInteger();
  private final Stripe[] stripes = new Stripe[STRIPES];

  /**
   * A memory without nonces.
   *
   * @param keptSeconds how long after its {@code created} a nonce is remembered
   * @param noncesMax most nonces of all keys
   * @param perKeyMax most nonces of one key
   */
  public NonceMemory(long keptSeconds, int noncesMax, int perKeyMax) {
    this.keptSeconds = Checks.inRange(keptSeconds, 1, 86_400, "seconds that nonces are kept");
    this.noncesMax = (int) Checks.inRange(noncesMax, 1, 1 << 26, "nonces of all keys");
    this.perKeyMax = (int) Checks.inRange(perKeyMax, 1, noncesMax, "nonces of a key");
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe();
    }
  }

  /**
   * Remembers a nonce.
   *
   * @param key number of the key that signed
   * @param nonce a hash of key and nonce
   * @param request a hash of the request
   * @param created of the signature, seconds since 1970
   * @param now seconds since 1970
   */
  public Seen remember(int key, long nonce, long request, long created, long now) {
    Stripe stripe = stripes[key & (STRIPES - 1)];
    synchronized (stripe) {
      return stripe.remember(key, nonce, request == ABSENT ? 0 : request, created, now);
    }
  }

  /** Nonces remembered, those that are over perhaps among them. */
  public int held() {
    return held.get();
  }

  /** Nonces of signatures made within one stretch of time. */
  private static final class Slice {
    final long firstSecond;
    final LongMap nonces = new LongMap();
    final Map<Integer, int[]> perKey = new HashMap<>();

    Slice(long firstSecond) {
      this.firstSecond = firstSecond;
    }
  }

  private final class Stripe {
    private final long sliceSeconds = Math.max(1, keptSeconds / SLICES);
    private final Deque<Slice> slices = new ArrayDeque<>();
    private final Map<Integer, int[]> perKey = new HashMap<>();

    Seen remember(int key, long nonce, long request, long created, long now) {
      forget(now);
      for (Slice slice : slices) {
        long before = slice.nonces.get(nonce, ABSENT);
        if (before != ABSENT) {
          return before == request ? Seen.SAME : Seen.OTHER;
        }
      }
      int[] count = perKey.computeIfAbsent(key, ignored -> new int[1]);
      if (count[0] >= perKeyMax || !takePlace()) {
        if (count[0] == 0) {
          perKey.remove(key);
        }
        return Seen.FULL;
      }
      Slice slice = sliceOf(created);
      slice.nonces.put(nonce, request);
      slice.perKey.computeIfAbsent(key, ignored -> new int[1])[0]++;
      count[0]++;
      return Seen.NEW;
    }

    private boolean takePlace() {
      if (held.incrementAndGet() <= noncesMax) {
        return true;
      }
      held.decrementAndGet();
      return false;
    }

    private Slice sliceOf(long created) {
      long first = Math.floorDiv(created, sliceSeconds) * sliceSeconds;
      for (Slice slice : slices) {
        if (slice.firstSecond == first) {
          return slice;
        }
      }
      Slice slice = new Slice(first);
      slices.add(slice);
      return slice;
    }

    private void forget(long now) {
      Iterator<Slice> each = slices.iterator();
      while (each.hasNext()) {
        Slice slice = each.next();
        if (slice.firstSecond + sliceSeconds + keptSeconds < now) {
          each.remove();
          held.addAndGet(-slice.nonces.size());
          slice.perKey.forEach((key, count) -> forget(key, count[0]));
        }
      }
    }

    private void forget(int key, int fewer) {
      int[] count = perKey.get(key);
      count[0] -= fewer;
      if (count[0] == 0) {
        perKey.remove(key);
      }
    }
  }
}
