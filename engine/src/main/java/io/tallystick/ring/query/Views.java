package io.tallystick.ring.query;

import io.tallystick.ledger.member.KeyView;
import io.tallystick.ledger.member.ParticipantView;
import java.util.List;

/**
 * What queries answer. All numbers are as stored: minor units, nanoseconds since 1970, unsigned
 * where the record is.
 */
public final class Views {
  private Views() {}

  /** A declared ledger with its totals. Totals are 128-bit decimal digits. */
  public record LedgerRow(
      int number,
      String code,
      int scale,
      long timestamp,
      long accounts,
      String debitsPending,
      String debitsPosted,
      String creditsPending,
      String creditsPosted) {}

  /**
   * An account as of {@code height}. {@code name} is null where it was created by number; {@code
   * owner} is the number of the participant whose it is, 0 for the operator's.
   */
  public record AccountRow(
      long height,
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
      long timestamp) {}

  /**
   * A transfer as settled (or refused with a burnt id): the stored record and where it stands.
   *
   * @param record the 176 stored bytes (docs/batch-format.md); what a post or void left at zero is
   *     filled in from its pending transfer
   * @param number its number in the log, from 0
   * @param height its batch
   * @param debitAccountName name of the debit account (in an {@code account_created} record, of the
   *     account itself), or null
   * @param creditAccountName name of the credit account, or null
   * @param debitOwner owner's number of the debit account (of the account itself), or {@link
   *     #NO_OWNER}
   * @param creditOwner owner's number of the credit account, or {@link #NO_OWNER}
   */
  public record TransferRow(
      byte[] record,
      long number,
      long height,
      String debitAccountName,
      String creditAccountName,
      int debitOwner,
      int creditOwner) {
    /** There is no such account. */
    public static final int NO_OWNER = -1;
  }

  /** A participant with all of its keys, newest first. */
  public record MemberRow(ParticipantView participant, List<KeyView> keys) {}

  /** The four balances of an account right after a transfer. */
  public record BalanceRow(
      long number,
      long timestamp,
      long debitsPending,
      long debitsPosted,
      long creditsPending,
      long creditsPosted) {}

  /** One page, newest first; {@code cursor} is null on the last. */
  public record Page<T>(List<T> rows, String cursor) {}

  /** A batch's header fields; hashes and digests are 32 bytes. */
  public record BatchRow(
      long height,
      long term,
      long epoch,
      int rulesVersion,
      long firstNumber,
      int count,
      long timestamp,
      boolean closesUnit,
      byte[] hash,
      byte[] previousHash,
      byte[] merkleRoot,
      byte[] refusedDigest,
      byte[] sideDigest,
      byte[] headerBytes) {}

  /**
   * RFC 6962 inclusion proof of record {@code number} in the log of {@code treeSize} records under
   * the batch's root.
   */
  public record ProofRow(
      byte[] record, long number, long treeSize, List<byte[]> path, BatchRow batch) {}

  /** Where the node stands. Heights are 0 before the first batch. */
  public record StatusRow(
      String node,
      String role,
      long term,
      String group,
      long epoch,
      long settledHeight,
      long appliedHeight,
      long sealedHeight,
      String sealedHash,
      long journalledHeight,
      String journal,
      long journalLagBytes,
      long journalLagBatches,
      long records,
      long accounts,
      long openPendings,
      long lastTimestamp,
      long clockBehindNanos,
      long heapUsedBytes,
      long indexOffHeapBytes,
      String version) {}
}
