package io.tallystick.persistence.index;

/**
 * (kind, id) → record number, as whoever applies batches sees it. {@link IdIndex} is the one of a
 * node.
 */
public interface IdTable {
  /** Stands for "no number". */
  long NONE = EntryFormat.NONE;

  /**
   * The number of the record that carries the id, or {@link #NONE}.
   *
   * @param below hits at or past this number count as absent
   * @param confirm decides whether a hit is the id; the search goes on past one that is not
   */
  long find(int kind, long idHigh, long idLow, long below, Confirm confirm);

  /** Adds an id; one that is there already with the same number is ignored. */
  void insert(int kind, long idHigh, long idLow, long number);
}
