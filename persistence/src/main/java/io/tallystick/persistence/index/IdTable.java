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
   * @return a number without meaning, as {@link #touch} gives it
   */
  long insertBatch(long[] hashes, long[] numbers, int from, int count);

  /**
   * Loads the memory that look-ups of these ids begin with.
   *
   * @return a number without meaning, to be kept from being optimised away
   */
  long touch(long[] hashes, int from, int count);
}
