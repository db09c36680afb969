package io.tallystick.account.guard;

import io.tallystick.ledger.Id;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Grants of an account for chains, until it is known what became of each; decides only. */
final class HeldGrants {
  /**
   * The grants of a chain.
   *
   * @param digest SHA-256 of the rows that were granted
   * @param numbers by which the debits count, in the order of the rows
   * @param untilNanos {@link System#nanoTime()} by which its outcome should be known
   */
  record Held(byte[] digest, long[] numbers, long untilNanos) {
    private boolean isOf(byte[] rows) {
      return Arrays.equals(digest, rows);
    }
  }

  private final Map<Id, Held> byChain = new HashMap<>();

  /** What is to become of a request for a grant. */
  enum Asked {
    /** It is to be judged. */
    NEW,
    /** The same request was granted, and its outcome is not known yet. */
    AGAIN,
    /** Another chain holds a grant of the very same rows, so that this one is its retry. */
    UNDER_WAY,
    /** The same chain was granted other rows: a defect of whoever asks. */
    DIFFERS
  }

  Asked asked(Id chain, byte[] digest) {
    Held held = byChain.get(chain);
    if (held != null) {
      return held.isOf(digest) ? Asked.AGAIN : Asked.DIFFERS;
    }
    boolean other = byChain.values().stream().anyMatch(each -> each.isOf(digest));
    return other ? Asked.UNDER_WAY : Asked.NEW;
  }

  void hold(Id chain, Held held) {
    byChain.put(chain, held);
  }

  /** Forgets a chain's grants; null if there are none, or none any more. */
  Held take(Id chain) {
    return byChain.remove(chain);
  }

  boolean isEmpty() {
    return byChain.isEmpty();
  }

  /** Whether the outcome of some grant should be known by now. */
  boolean overdue(long nowNanos) {
    return byChain.values().stream().anyMatch(held -> held.untilNanos - nowNanos < 0);
  }

  /** All of them are of an older claim. */
  void clear() {
    byChain.clear();
  }
}
