package io.tallystick.ledger;

/**
 * An account as it is now.
 *
 * @param slot its number in order of creation, from 0
 * @param owner number of the participant whose it is; 0 for the operator's
 * @param name null where it was created by number
 * @param lastRecord number of the newest record that changed it, or {@link StoredRecord#NONE}
 * @param lastBalanceEntry number of its newest balance entry, or {@link BalanceEntry#NONE}
 */
public record AccountView(
    int slot,
    int owner,
    long idHigh,
    long idLow,
    String name,
    int ledger,
    int code,
    int flags,
    long userData128High,
    long userData128Low,
    long userData64,
    int userData32,
    long debitsPending,
    long debitsPosted,
    long creditsPending,
    long creditsPosted,
    long timestamp,
    long lastRecord,
    long lastBalanceEntry) {}
