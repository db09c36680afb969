package io.tallystick.persistence.segment;

/**
 * A sealed batch as it lies in the store, checksums verified. The arrays are the caller's.
 *
 * @param height height of the batch, from 1
 * @param header the header's bytes
 * @param hash the header's hash, 32 bytes
 * @param firstNumber number of its first record; of the next batch's first if it has none
 * @param count records it holds
 * @param records their bytes
 * @param side its side section
 */
public record StoredBatch(
    long height,
    byte[] header,
    byte[] hash,
    long firstNumber,
    int count,
    byte[] records,
    byte[] side) {}
