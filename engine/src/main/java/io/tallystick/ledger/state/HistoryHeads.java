package io.tallystick.ledger.state;

/**
 * For accounts that keep balance entries: the entries to which the next one can skip, so that
 * writing one reads none.
 *
 * <p>The skips are those of Myers' random-access lists ("An applicative random-access stack",
 * 1983): an account's {@code n} entries are seen as complete trees of 2^k-1 entries, newest first,
 * whose sizes are the digits of {@code n} in skew-binary numbers (largest first: the largest 2^k-1
 * that fits, and so on). A new entry joins the two newest trees if they are of one size, else it is
 * a tree by itself. Its skip is the newest entry of the tree behind its own, so it passes over as
 * many entries as its tree has, and any entry is found in O(log n) steps.
 *
 * <p>Kept here: the newest entry of each tree, oldest tree first, in a block of 4 … 64 words that
 * moves to one of twice the size when it is full. Freed blocks are zeroed but for the link to the
 * next free one in word 0. An account's head word: entries below (36 bits), block above in units of
 * four words, plus one (0 = no block).
 */
public final class HistoryHeads {
  /** No entry. */
  public static final long NONE = -1;

  private static final int COUNT_BITS = 36;
  private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
  private static final int UNIT_SHIFT = 2;
  private static final int CLASSES = 5;

  private final PagedLongs words;
  private final PagedLongs scalars;

  HistoryHeads(PagedLongs words, PagedLongs scalars) {
    this.words = words;
    this.scalars = scalars;
  }

  /** Entries of an account with this head. */
  static long count(long head) {
    return head & COUNT_MASK;
  }

  /** Where the account's next entry skips to, or {@link #NONE}. */
  long nextSkip(long head) {
    long count = count(head);
    int trees = trees(count);
    int skipTo = lastTwoAreEqual(count) ? trees - 2 : trees;
    return skipTo == 0 ? NONE : words.get(block(head) + skipTo - 1);
  }

  /** The head after the account's next entry, which has the number {@code entry}. */
  long add(long head, long entry) {
    long count = count(head);
    int trees = trees(count);
    if (lastTwoAreEqual(count)) {
      words.set(block(head) + trees - 1, 0);
      words.set(block(head) + trees - 2, entry);
      return head + 1;
    }
    int now = capacity(count);
    int then = capacity(count + 1);
    long place = now == then ? head : move(head, trees, now, then) | count;
    words.set(block(place) + trees, entry);
    return place + 1;
  }

  /** Trees in the skew-binary form of {@code count}. */
  static int trees(long count) {
    int trees = 0;
    long left = count;
    while (left > 0) {
      left -= Long.highestOneBit(left + 1) - 1;
      trees++;
    }
    return trees;
  }

  /** Entries in the newest tree of {@code count} entries: how far the newest one's skip goes. */
  public static long newestTree(long count) {
    long left = count;
    long size = 0;
    while (left > 0) {
      size = Long.highestOneBit(left + 1) - 1;
      left -= size;
    }
    return size;
  }

  private static boolean lastTwoAreEqual(long count) {
    long left = count;
    long size = 0;
    while (left > 0) {
      long next = Long.highestOneBit(left + 1) - 1;
      if (next == size && left == next) {
        return true;
      }
      size = next;
      left -= next;
    }
    return false;
  }

  /**
   * Words of the block of an account with {@code count} entries: room for as many trees as it ever
   * had. The fewest entries with t trees are 2^t - t.
   */
  private static int capacity(long count) {
    if (count == 0) {
      return 0;
    }
    int trees = Long.SIZE - 1 - Long.numberOfLeadingZeros(count);
    while ((1L << (trees + 1)) - (trees + 1) <= count) {
      trees++;
    }
    int floor = Integer.highestOneBit(trees);
    return Math.max(1 << UNIT_SHIFT, floor == trees ? trees : floor * 2);
  }

  private long move(long head, int trees, int oldWords, int newWords) {
    long to = take(newWords);
    if (oldWords > 0) {
      long from = block(head);
      for (int i = 0; i < trees; i++) {
        words.set(to + i, words.get(from + i));
        words.set(from + i, 0);
      }
      give(from, oldWords);
    }
    return ((to >>> UNIT_SHIFT) + 1) << COUNT_BITS;
  }

  private long take(int blockWords) {
    int free = freeList(blockWords);
    long first = scalars.get(free);
    if (first != 0) {
      long block = (first - 1) << UNIT_SHIFT;
      scalars.set(free, words.get(block));
      words.set(block, 0);
      return block;
    }
    long block = words.length();
    words.extend(block + blockWords);
    return block;
  }

  private void give(long block, int blockWords) {
    int free = freeList(blockWords);
    words.set(block, scalars.get(free));
    scalars.set(free, (block >>> UNIT_SHIFT) + 1);
  }

  private static int freeList(int blockWords) {
    int sizeClass = Integer.numberOfTrailingZeros(blockWords) - UNIT_SHIFT;
    if (sizeClass >= CLASSES) {
      throw new IllegalStateException("a history of more than 2^36 entries");
    }
    return Scalars.HISTORY_FREE + sizeClass;
  }

  private static long block(long head) {
    return ((head >>> COUNT_BITS) - 1) << UNIT_SHIFT;
  }
}
