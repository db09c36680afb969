package io.tallystick.batch.verify;

/**
 * Bytes that should be one sealed batch, and where they were read.
 *
 * @param bytes holds them; not changed until the next one is asked for
 * @param offset where they start
 * @param length how many they are
 * @param place the file or journal unit that they stand in
 * @param placeOffset where they start in it
 */
public record SourcedBatch(byte[] bytes, int offset, int length, String place, long placeOffset) {}
