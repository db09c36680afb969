package io.tallystick.persistence.index;

/**
 * State of the index, for status and metrics.
 *
 * @param tableEntries entries in the mutable table
 * @param sealingEntries entries in the table that is being sealed; 0 if none is
 * @param runs immutable runs
 * @param runEntries entries in them
 * @param coveredThrough last record number that the runs cover; -1 if none
 * @param offHeapBytes memory off the Java heap
 * @param insertWaits how often an insert had to wait for sealing
 */
public record IndexStats(
    long tableEntries,
    long sealingEntries,
    int runs,
    long runEntries,
    long coveredThrough,
    long offHeapBytes,
    long insertWaits) {}
