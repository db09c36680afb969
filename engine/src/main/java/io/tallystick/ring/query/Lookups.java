package io.tallystick.ring.query;

import io.tallystick.ring.query.Views.AccountRow;
import io.tallystick.ring.query.Views.LedgerRow;
import io.tallystick.ring.query.Views.TransferRow;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What has to be asked of the engine to take a body and to say what became of it. Every node can
 * answer that, one without a replica by asking another; see {@link Queries} for barriers and
 * failures.
 */
public interface Lookups extends NodeState {
  /**
   * The ledger of a code such as {@code EUR}, from memory; looks once behind a read barrier before
   * saying no.
   */
  CompletionStage<Optional<LedgerRow>> ledgerByCode(String code);

  /** What is known of declared ledgers without any wait: code to number and scale. */
  Optional<LedgerRow> knownLedger(String code);

  /** What is known of declared ledgers without any wait, by number. */
  Optional<LedgerRow> knownLedger(int number);

  CompletionStage<Optional<AccountRow>> account(long idHigh, long idLow);

  CompletionStage<Optional<TransferRow>> transfer(long idHigh, long idLow);
}
