package io.tallystick.node;

import java.util.List;

/**
 * What a walk over the chain found.
 *
 * @param localHeight last height that holds in the local store
 * @param localHash its header hash as 64 hex digits; empty at height 0
 * @param records stored records checked in the local store
 * @param bytes bytes read from the local store
 * @param localMs time that the local walk took
 * @param journalHeight last height that holds in Cassandra; -1 if Cassandra was left out
 * @param journalMs time that the walk of the journal took
 * @param ledgers conservation by ledger, recomputed from the records
 * @param damages what is wrong, the first one first; empty if all holds
 * @param notes what a reader should know besides, such as how far the journal lags
 */
public record VerifyReport(
    long localHeight,
    String localHash,
    long records,
    long bytes,
    long localMs,
    long journalHeight,
    long journalMs,
    List<LedgerTotals> ledgers,
    List<Damage> damages,
    List<String> notes) {
  /** Stands for the journal's height where Cassandra was left out. */
  public static final long JOURNAL_LEFT_OUT = -1;

  public VerifyReport {
    ledgers = List.copyOf(ledgers);
    damages = List.copyOf(damages);
    notes = List.copyOf(notes);
  }

  /** Whether everything that was looked at is as it was written. */
  public boolean intact() {
    return damages.isEmpty();
  }

  /** Sums over all accounts of one ledger in minor units, as decimal digits (128 bit). */
  public record LedgerTotals(
      int number,
      String code,
      int scale,
      String debitsPending,
      String debitsPosted,
      String creditsPending,
      String creditsPosted) {}

  /**
   * Something that is not as it was written.
   *
   * @param height the first bad height
   * @param place file name, or journal unit
   * @param firstByte first byte of the range in which the change lies; -1 where there is none
   * @param lastByte last byte of that range; -1 where there is none
   * @param code stable name of the check that failed, such as {@code record_checksum} or {@code
   *     hash_link}
   * @param message what was expected and what was found, for people
   */
  public record Damage(
      long height, String place, long firstByte, long lastByte, String code, String message) {}
}
