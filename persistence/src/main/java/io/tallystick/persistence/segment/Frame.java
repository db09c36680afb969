package io.tallystick.persistence.segment;

/**
 * What binds a batch's parts together.
 *
 * @param height height of the batch, from 1
 * @param header the header's bytes
 * @param hash the header's hash, 32 bytes
 * @param firstNumber number of the batch's first record; of the next batch's if it has none
 * @param count records of the batch
 * @param sideOffset where the side section begins in its family
 * @param sideBytes length of the side section
 * @param recordsCrc CRC32C of the records' bytes
 * @param sideCrc CRC32C of the side section
 * @param extraCounts records of each extra family after this batch
 * @param extraCrcs CRC32C of what each extra family got with this batch
 */
record Frame(
    long height,
    byte[] header,
    byte[] hash,
    long firstNumber,
    int count,
    long sideOffset,
    int sideBytes,
    int recordsCrc,
    int sideCrc,
    long[] extraCounts,
    int[] extraCrcs) {

  /** Number of the first record after this batch. */
  long endNumber() {
    return firstNumber + count;
  }

  /** Where the next batch's side section begins. */
  long sideEnd() {
    return sideOffset + sideBytes;
  }
}
