package io.tallystick.ledger;

/**
 * A part of a scan over accounts in order of creation.
 *
 * @param slots the accounts that match
 * @param nextSlot where to go on; equal to the number of accounts when the scan is over
 */
public record AccountScan(int[] slots, int nextSlot) {}
