package io.tallystick.ledger.state;

/**
 * Open pending transfers. 16 words a slot:
 *
 * <pre>
 * 0 id low    3 debit slot | credit slot  6 node | code | flags  9 user_data_128 high
 * 1 id high   4 expiry (0 = never)        7 user_data_64         10 user_data_32
 * 2 amount    5 record number             8 user_data_128 low    15 next free slot + 1
 * </pre>
 *
 * Word 3: debit account's slot above. Word 6: place in the {@link ExpiryHeap} + 1 above, code from
 * bit 16, flags below. A free slot is zero but for word 15.
 */
public final class PendingTable {
  private static final int SHIFT = 4;
  private static final int ID_LOW = 0;
  private static final int ID_HIGH = 1;
  private static final int AMOUNT = 2;
  private static final int ACCOUNTS = 3;
  private static final int EXPIRY = 4;
  private static final int NUMBER = 5;
  private static final int NODE_CODE_FLAGS = 6;
  private static final int USER_DATA_64 = 7;
  private static final int USER_DATA_128_LOW = 8;
  private static final int USER_DATA_128_HIGH = 9;
  private static final int USER_DATA_32 = 10;
  private static final int USED_WORDS = 11;
  private static final int NEXT_FREE = 15;
  private static final long LOW_HALF = 0xFFFF_FFFFL;
  private static final int SHORT_MASK = 0xFFFF;

  private final PagedLongs words;
  private final PagedLongs scalars;
  private final IdMap map;
  private final ExpiryHeap expiries;

  PendingTable(PagedLongs words, PagedLongs scalars, IdMap map, PagedLongs heap) {
    this.words = words;
    this.scalars = scalars;
    this.map = map;
    this.expiries = new ExpiryHeap(heap, scalars, this);
  }

  /** Open pending transfers. */
  public int open() {
    return (int) scalars.get(Scalars.PENDINGS_OPEN);
  }

  public ExpiryHeap expiries() {
    return expiries;
  }

  /** The slot of an open pending transfer, or {@link IdMap#ABSENT}. */
  public int find(long idHigh, long idLow) {
    return map.find(idHigh, idLow);
  }

  /** Whether the map can take an id; see {@link IdMap#hasRoom}. */
  public boolean hasRoom(long idHigh, long idLow) {
    return map.hasRoom(idHigh, idLow);
  }

  /** Opens a pending transfer; {@code expiry} in ns since 1970, 0 for never. */
  public void add(
      long idHigh,
      long idLow,
      long amount,
      int debitSlot,
      int creditSlot,
      long expiry,
      long number,
      int code,
      int flags,
      long userData64,
      long userData128High,
      long userData128Low,
      int userData32) {
    int slot = take();
    long at = (long) slot << SHIFT;
    words.set(at + ID_LOW, idLow);
    words.set(at + ID_HIGH, idHigh);
    words.set(at + AMOUNT, amount);
    words.set(at + ACCOUNTS, ((long) debitSlot << Integer.SIZE) | creditSlot);
    words.set(at + EXPIRY, expiry);
    words.set(at + NUMBER, number);
    words.set(at + NODE_CODE_FLAGS, ((long) code << 16) | flags);
    words.set(at + USER_DATA_64, userData64);
    words.set(at + USER_DATA_128_LOW, userData128Low);
    words.set(at + USER_DATA_128_HIGH, userData128High);
    words.set(at + USER_DATA_32, Integer.toUnsignedLong(userData32));
    map.put(idHigh, idLow, slot);
    if (expiry != 0) {
      expiries.add(expiry, number, slot);
    }
    scalars.set(Scalars.PENDINGS_OPEN, open() + 1L);
  }

  /** Closes a pending transfer: its slot is zeroed and free. */
  public void remove(int slot) {
    if (expiry(slot) != 0) {
      expiries.remove((int) (word(slot, NODE_CODE_FLAGS) >>> Integer.SIZE) - 1);
    }
    map.remove(idHigh(slot), idLow(slot));
    long at = (long) slot << SHIFT;
    for (int i = 0; i < USED_WORDS; i++) {
      words.set(at + i, 0);
    }
    words.set(at + NEXT_FREE, scalars.get(Scalars.PENDING_FREE));
    scalars.set(Scalars.PENDING_FREE, slot + 1L);
    scalars.set(Scalars.PENDINGS_OPEN, open() - 1L);
  }

  private int take() {
    long free = scalars.get(Scalars.PENDING_FREE);
    if (free == 0) {
      long at = words.length();
      words.extend(at + (1L << SHIFT));
      return (int) (at >>> SHIFT);
    }
    int slot = (int) free - 1;
    long at = ((long) slot << SHIFT) + NEXT_FREE;
    scalars.set(Scalars.PENDING_FREE, words.get(at));
    words.set(at, 0);
    return slot;
  }

  void heapNode(int slot, int node) {
    words.set(
        ((long) slot << SHIFT) + NODE_CODE_FLAGS,
        (word(slot, NODE_CODE_FLAGS) & LOW_HALF) | ((node + 1L) << Integer.SIZE));
  }

  public long idLow(int slot) {
    return word(slot, ID_LOW);
  }

  public long idHigh(int slot) {
    return word(slot, ID_HIGH);
  }

  public long amount(int slot) {
    return word(slot, AMOUNT);
  }

  public int debitSlot(int slot) {
    return (int) (word(slot, ACCOUNTS) >>> Integer.SIZE);
  }

  public int creditSlot(int slot) {
    return (int) word(slot, ACCOUNTS);
  }

  /** Nanoseconds since 1970, 0 for never. */
  public long expiry(int slot) {
    return word(slot, EXPIRY);
  }

  /** Number of the pending transfer's record. */
  public long number(int slot) {
    return word(slot, NUMBER);
  }

  public int code(int slot) {
    return (int) (word(slot, NODE_CODE_FLAGS) >>> 16) & SHORT_MASK;
  }

  public int flags(int slot) {
    return (int) word(slot, NODE_CODE_FLAGS) & SHORT_MASK;
  }

  public long userData64(int slot) {
    return word(slot, USER_DATA_64);
  }

  public long userData128Low(int slot) {
    return word(slot, USER_DATA_128_LOW);
  }

  public long userData128High(int slot) {
    return word(slot, USER_DATA_128_HIGH);
  }

  public int userData32(int slot) {
    return (int) word(slot, USER_DATA_32);
  }

  private long word(int slot, int which) {
    return words.get(((long) slot << SHIFT) + which);
  }
}
