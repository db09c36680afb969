package io.tallystick.batch;

import io.tallystick.ledger.Id;
import io.tallystick.ledger.LedgerLimits;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferRequest;

/**
 * The limits of entries and sealed batches. They are part of the format: see docs/batch-format.md.
 */
public final class BatchLimits {
  /** Most events (request rows) of one batch. */
  public static final int EVENTS_MAX = LedgerLimits.EVENTS_MAX;

  /** Most pending transfers that one batch releases because they expired. */
  public static final int EXPIRED_MAX = LedgerLimits.EVENTS_MAX;

  /** Most records of one batch: every event makes at most one. */
  public static final int RECORDS_MAX = EVENTS_MAX + EXPIRED_MAX;

  /** Bytes of a request record. */
  public static final int REQUEST_BYTES = TransferRequest.BYTES;

  /** Bytes of a stored record. */
  public static final int RECORD_BYTES = StoredRecord.BYTES;

  /** Most bytes of the value of one side item. */
  public static final int SIDE_VALUE_BYTES_MAX = 1_024;

  /** Most bytes of a name. */
  public static final int NAME_BYTES_MAX = Id.NAME_CHARS_MAX;

  /** Most bytes of a side section. */
  public static final int SIDE_BYTES_MAX = 1 << 20;

  /** Most bytes of an entry. */
  public static final int ENTRY_BYTES_MAX =
      EntryLayout.HEADER_BYTES
          + EVENTS_MAX * (EntryLayout.BODY_HEADER_BYTES + REQUEST_BYTES)
          + SIDE_BYTES_MAX
          + EntryLayout.CHECKSUM_BYTES;

  /** Most bytes of a sealed batch. */
  public static final int SEALED_BYTES_MAX =
      SealedBatch.PREAMBLE_BYTES + RECORDS_MAX * RECORD_BYTES + SIDE_BYTES_MAX;

  private BatchLimits() {}
}
