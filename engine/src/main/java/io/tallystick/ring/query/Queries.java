package io.tallystick.ring.query;

import io.tallystick.ledger.member.ParticipantView;
import io.tallystick.ring.query.Views.AccountRow;
import io.tallystick.ring.query.Views.BalanceRow;
import io.tallystick.ring.query.Views.BatchRow;
import io.tallystick.ring.query.Views.LedgerRow;
import io.tallystick.ring.query.Views.MemberRow;
import io.tallystick.ring.query.Views.Page;
import io.tallystick.ring.query.Views.ProofRow;
import io.tallystick.ring.query.Views.TransferRow;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What can be asked of the engine. Every answer is read behind a read barrier (linearizable) unless
 * said otherwise, and none blocks the caller. Failures are {@code TallystickException}: {@code
 * history_not_kept} (UNPROCESSABLE), {@code cursor_invalid} (INVALID), {@code work_bound_reached}
 * (UNPROCESSABLE), UNAVAILABLE.
 */
public interface Queries extends Lookups {
  /**
   * Where the reads of one request stand; waits for the read barrier, if one is asked for, once for
   * all of them.
   */
  CompletionStage<ReadPoint> at(Consistency consistency);

  /** All declared ledgers with totals, by number. */
  CompletionStage<List<LedgerRow>> ledgers();

  /** A participant with all of its keys. Empty if there is none of that code. */
  CompletionStage<Optional<MemberRow>> participant(String code);

  /** All participants in order of creation. */
  CompletionStage<Page<ParticipantView>> participants(String cursor, int limit);

  /**
   * The scope of an owner's accounts, from memory: a participant's code, empty for the operator's.
   */
  String scope(int owner);

  /** The code of a participant's number, from memory; empty for 0 and an unknown one. */
  String participantCode(int number);

  /**
   * The account's balances as they were at {@code timestamp} (after every record with a timestamp
   * at or before it).
   */
  CompletionStage<Optional<AccountRow>> accountAt(long idHigh, long idLow, long timestamp);

  CompletionStage<Page<AccountRow>> accounts(AccountFilter filter);

  /** Empty if there is no such account. */
  CompletionStage<Optional<Page<TransferRow>>> accountTransfers(
      long idHigh, long idLow, HistoryFilter filter);

  /** Empty if there is no such account; only accounts with the {@code history} flag keep them. */
  CompletionStage<Optional<Page<BalanceRow>>> accountBalances(
      long idHigh, long idLow, HistoryFilter filter);

  CompletionStage<Page<TransferRow>> transfers(TransferFilter filter);

  CompletionStage<Optional<ProofRow>> proof(long idHigh, long idLow);

  /**
   * Batches with a height above {@code afterHeight}, oldest first; at most {@code limit}. Local,
   * sealed ones.
   */
  CompletionStage<List<BatchRow>> batches(long afterHeight, int limit);

  CompletionStage<Optional<BatchRow>> batch(long height);

  /** The stored records of one batch, newest last. */
  CompletionStage<List<TransferRow>> batchRecords(long height, int limit);

  /**
   * Calls the consumer for each batch sealed from now on, on a thread that it must not block. Close
   * to end.
   */
  AutoCloseable subscribe(Consumer<BatchRow> consumer);
}
