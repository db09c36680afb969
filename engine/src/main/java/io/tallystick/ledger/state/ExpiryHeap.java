package io.tallystick.ledger.state;

/**
 * Open pending transfers that can expire, soonest first, equal ones in order of creation: a heap of
 * four children a node. A node: expiry (ns), record number &lt;&lt; 27 | pending slot. Record
 * numbers grow with timestamps, so (expiry, second word) is the order (expiry, timestamp). Nodes
 * begin at node 3 of the section, so that four siblings share one cache line. Each pending transfer
 * knows its node; what is no node is zero.
 */
public final class ExpiryHeap {
  private static final int FIRST = 3;
  private static final int SLOT_BITS = 27;
  private static final long SLOT_MASK = (1L << SLOT_BITS) - 1;

  private final PagedLongs words;
  private final PagedLongs scalars;
  private final PendingTable pendings;

  ExpiryHeap(PagedLongs words, PagedLongs scalars, PendingTable pendings) {
    this.words = words;
    this.scalars = scalars;
    this.pendings = pendings;
  }

  /** Nodes. */
  public int size() {
    return (int) scalars.get(Scalars.EXPIRIES);
  }

  /** The soonest expiry, or 0 if there is none. */
  public long soonest() {
    return size() == 0 ? 0 : expiry(0);
  }

  /** The pending slot that expires first; there must be one. */
  public int first() {
    return (int) (second(0) & SLOT_MASK);
  }

  void add(long expiry, long number, int slot) {
    int node = size();
    words.extend(((long) node + FIRST + 1) * 2);
    scalars.set(Scalars.EXPIRIES, node + 1L);
    up(node, expiry, (number << SLOT_BITS) | slot);
  }

  void remove(int node) {
    int last = size() - 1;
    long expiry = expiry(last);
    long second = second(last);
    write(last, 0, 0);
    scalars.set(Scalars.EXPIRIES, last);
    if (node == last) {
      return;
    }
    if (node > 0 && before(expiry, second, (node - 1) >>> 2)) {
      up(node, expiry, second);
    } else {
      down(node, last, expiry, second);
    }
  }

  private void up(int from, long expiry, long second) {
    int node = from;
    while (node > 0) {
      int parent = (node - 1) >>> 2;
      if (!before(expiry, second, parent)) {
        break;
      }
      put(node, expiry(parent), second(parent));
      node = parent;
    }
    put(node, expiry, second);
  }

  private void down(int from, int size, long expiry, long second) {
    int node = from;
    while (true) {
      int child = (node << 2) + 1;
      if (child >= size) {
        break;
      }
      int best = child;
      int end = Math.min(child + 4, size);
      for (int i = child + 1; i < end; i++) {
        if (before(expiry(i), second(i), best)) {
          best = i;
        }
      }
      if (before(expiry, second, best)) {
        break;
      }
      put(node, expiry(best), second(best));
      node = best;
    }
    put(node, expiry, second);
  }

  private boolean before(long expiry, long second, int node) {
    long other = expiry(node);
    return expiry < other || (expiry == other && second < second(node));
  }

  private void put(int node, long expiry, long second) {
    write(node, expiry, second);
    pendings.heapNode((int) (second & SLOT_MASK), node);
  }

  private void write(int node, long expiry, long second) {
    long at = ((long) node + FIRST) * 2;
    words.set(at, expiry);
    words.set(at + 1, second);
  }

  private long expiry(int node) {
    return words.get(((long) node + FIRST) * 2);
  }

  private long second(int node) {
    return words.get(((long) node + FIRST) * 2 + 1);
  }
}
