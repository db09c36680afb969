package io.tallystick.persistence.index.column;

/**
 * Part of an answer.
 *
 * @param numbers record numbers, falling
 * @param nextBelow where to go on: {@code belowNumber} of the next query; {@link #END} if the
 *     answer is complete
 */
public record ColumnHits(long[] numbers, long nextBelow) {
  /** Nothing is left. */
  public static final long END = -1;
}
