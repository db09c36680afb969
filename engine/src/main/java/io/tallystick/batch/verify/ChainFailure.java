package io.tallystick.batch.verify;

import io.tallystick.batch.BatchFault;

/**
 * The first thing that is wrong with a chain.
 *
 * @param height height that is not as it was sealed, or is missing
 * @param fault what is wrong and in which bytes of the sealed batch
 * @param place file or journal unit that holds them
 * @param placeOffset where the sealed batch starts in it
 */
public record ChainFailure(long height, BatchFault fault, String place, long placeOffset) {
  /** First byte at fault, counted in {@link #place()}. */
  public long placeFrom() {
    return placeOffset + fault.fromByte();
  }

  /** First byte behind the fault, counted in {@link #place()}. */
  public long placeTo() {
    return placeOffset + fault.toByte();
  }

  @Override
  public String toString() {
    return "height "
        + height
        + ": "
        + fault
        + " ("
        + place
        + ", bytes "
        + placeFrom()
        + "…"
        + placeTo()
        + ")";
  }
}
