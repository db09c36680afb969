package io.tallystick.persistence.index;

/**
 * (kind, id) → record number, as whoever applies batches sees it. {@link IdIndex} is the one of a
 * node.
 */
public interface IdTable {
  /** Stands for "no number". */
  long NONE = EntryFormat.NONE;

  /** The hash under which an id is kept; it stays the same for the life of the table. */
  long hash(int kind, long idHigh, long idLow);

  /**
   * The number of the record that carries the id, or {@link #NONE}.
   *
   * @param below hits at or past this number count as absent
   * @param confirm decides whether a hit is the id; the search goes on past one that is not
   */
  long find(int kind, long idHigh, long idLow, long below, Confirm confirm);

  /**
   * Adds ids by {@link #hash}; one that is there already with the same number is ignored.
   *
   * @param numbers their record numbers, ascending
   */
  void insertBatch(long[] hashes, long[] numbers, int from, int count);

  /** Most ids that are asked about together. */
  int TOGETHER_MAX = Long.SIZE;

  /**
   * Which of these ids are certainly in no record, told side by side, so that the misses of the
   * processor's cache overlap. It holds until the next insert. Of an id that is not among them
   * {@link #find} knows more.
   *
   * @param hashes their {@link #hash}es from {@code from} on
   * @param count 0 … {@link #TOGETHER_MAX}
   * @return bit i stands for the id at {@code from + i}
   */
  long unknown(long[] hashes, int from, int count);
}
