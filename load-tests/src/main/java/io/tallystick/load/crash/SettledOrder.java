package io.tallystick.load.crash;

/** The settled order, read apart from the answers that clients got. */
public interface SettledOrder {
  /** Hears the stored records in their order. */
  @FunctionalInterface
  interface Records {
    /**
     * @param record bytes that hold the stored record from {@code at} on; valid during the call
     * @param number its number in the log, from 0
     * @param height its batch
     */
    void record(byte[] record, int at, long number, long height);
  }

  /**
   * Reads all batches above a height.
   *
   * @return the last height read, or {@code afterHeight} if there is none above
   */
  long read(long afterHeight, Records records);
}
