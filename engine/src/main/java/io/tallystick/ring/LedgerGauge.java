package io.tallystick.ring;

/**
 * How large the ledger is, as of a height.
 *
 * @param height batches applied
 * @param records stored records
 * @param accounts accounts created
 * @param openPendings pending transfers that are open
 * @param lastTimestamp T of the last batch, nanoseconds since 1970; 0 before the first
 * @param nextExpiry when the next pending transfer expires; 0 if none does
 * @param unitOpen whether the journal unit is open after the last batch
 */
public record LedgerGauge(
    long height,
    long records,
    int accounts,
    int openPendings,
    long lastTimestamp,
    long nextExpiry,
    boolean unitOpen) {}
