package io.tallystick.ledger;

import org.junit.jupiter.api.Test;

/** What transfers become, row by row. Where a table says nothing, TigerBeetle's rule holds. */
class TransferRulesTest {
  private static final String ACCOUNTS =
      """
      ledger   1 EUR scale=2   => created
      ledger   2 USD scale=2   => created
      account  alice           => created
      account  bob             => created
      account  carol           => created
      account  dollar ledger=2 => created
      account  capped flags=debits_must_not_exceed_credits  => created
      account  floor  flags=credits_must_not_exceed_debits  => created
      account  shut   flags=closed    => created
      account  vault  flags=guarded   => created
      batch
      """;

  private static Script run(String text) {
    return Script.run(ACCOUNTS + text);
  }

  @Test
  void aTransferMovesItsAmountFromDebitToCredit() {
    run(
        """
        transfer t1 alice bob 10    => created
        transfer t2 bob carol 4     => created
        transfer t3 alice bob 0     => created
        balances alice 0 10 0 0
        balances bob   0 4 0 10
        balances carol 0 0 0 4
        """);
  }

  @Test
  void fieldsThatMakeNoSenseAreRefused() {
    run(
        """
        transfer t1 alice bob 1 timestamp=1                => timestamp_must_be_zero
        transfer t1 alice bob 1 flags=bit8                 => reserved_flag
        transfer t1 alice bob 1 flags=bit15                => reserved_flag
        transfer 0  alice bob 1                            => id_must_not_be_zero
        transfer 340282366920938463463374607431768211455 alice bob 1 => id_must_not_be_int_max
        transfer t1 0 bob 1                                => debit_account_id_must_not_be_zero
        transfer t1 340282366920938463463374607431768211455 bob 1 => debit_account_id_must_not_be_int_max
        transfer t1 alice 0 1                              => credit_account_id_must_not_be_zero
        transfer t1 alice 340282366920938463463374607431768211455 1 => credit_account_id_must_not_be_int_max
        transfer t1 alice alice 1                          => accounts_must_be_different
        transfer t1 alice bob 1 of=t9                      => pending_id_must_be_zero
        transfer t1 alice bob 1 timeout=1                  => timeout_reserved_for_pending_transfer
        transfer t1 alice bob 1 flags=closing_debit        => closing_transfer_must_be_pending
        transfer t1 alice bob 1 flags=closing_credit       => closing_transfer_must_be_pending
        transfer t1 alice bob 1 ledger=0                   => ledger_must_not_be_zero
        transfer t1 alice bob 1 code=0                     => code_must_not_be_zero
        transfer t1 alice bob 1                            => created
        """);
  }

  @Test
  void accountsMustExistAndShareTheTransfersLedger() {
    run(
        """
        transfer t1 nobody bob 1             => debit_account_not_found
        transfer t2 alice nobody 1           => credit_account_not_found
        transfer t3 alice bob 1 ledger=9     => ledger_not_found
        transfer t4 alice dollar 1           => accounts_must_have_the_same_ledger
        transfer t5 alice bob 1 ledger=2     => transfer_must_have_the_same_ledger_as_accounts
        transfer t6 shut bob 1               => debit_account_already_closed
        transfer t7 alice shut 1             => credit_account_already_closed
        """);
  }

  @Test
  void resultsThatCouldChangeBurnTheIdForEver() {
    run(
        """
        transfer t1 nobody bob 1             => debit_account_not_found
        transfer t2 alice nobody 1           => credit_account_not_found
        transfer t3 alice bob 1 ledger=9     => ledger_not_found
        transfer t4 shut bob 1               => debit_account_already_closed
        transfer t5 alice shut 1             => credit_account_already_closed
        transfer t6 capped bob 1             => exceeds_credits
        transfer t7 bob floor 1              => exceeds_debits
        post     t8 of=t99                   => pending_transfer_not_found
        transfer t1 alice bob 1              => id_already_failed:debit_account_not_found
        batch
        transfer t1 alice bob 1              => id_already_failed:debit_account_not_found
        transfer t2 alice bob 1              => id_already_failed:credit_account_not_found
        transfer t3 alice bob 1              => id_already_failed:ledger_not_found
        transfer t4 alice bob 1              => id_already_failed:debit_account_already_closed
        transfer t5 alice bob 1              => id_already_failed:credit_account_already_closed
        transfer t6 alice bob 1              => id_already_failed:exceeds_credits
        transfer t7 alice bob 1              => id_already_failed:exceeds_debits
        transfer t8 alice bob 1              => id_already_failed:pending_transfer_not_found
        post     t9 of=t1                    => pending_transfer_not_found   # a burnt id is no transfer
        balances alice 0 0 0 0
        """);
  }

  @Test
  void otherResultsDoNotBurnTheId() {
    run(
        """
        transfer t1 alice dollar 1           => accounts_must_have_the_same_ledger
        transfer t1 alice alice 1            => accounts_must_be_different
        transfer t1 alice bob 1 code=0       => code_must_not_be_zero
        transfer t1 vault bob 1              => authorisation_required
        transfer t0 alice bob max            => created
        transfer t1 alice bob 1              => overflows_debits_posted
        transfer t1 bob alice 1              => created
        """);
  }

  @Test
  void balancesNeverPassTwoToThe63() {
    run(
        """
        transfer t1 alice bob max                              => created
        transfer t2 alice carol 1                              => overflows_debits_posted
        transfer t3 carol bob 1                                => overflows_credits_posted
        transfer t4 alice carol 1 flags=pending                => overflows_debits_posted
        transfer t5 carol bob 1 flags=pending                  => overflows_credits_posted
        transfer t6 carol alice max-1                          => created
        transfer t7 carol alice 1 flags=pending                => created
        transfer t8 carol bob 1 flags=pending                  => overflows_credits_posted
        transfer t9 carol alice 1                              => overflows_debits
        transfer ta bob alice 1                                => overflows_credits
        transfer tb carol dollar 0                             => accounts_must_have_the_same_ledger
        transfer tc bob carol max flags=pending                => created
        transfer td bob carol 1 flags=pending                  => overflows_debits_pending
        transfer te alice carol 1 flags=pending                => overflows_credits_pending
        transfer tf bob carol 1                                => overflows_debits
        balances alice 0 max 1 max-1
        """);
  }

  @Test
  void anAmountOfMoreThan63BitsOverflows() {
    run(
        """
        transfer t1 alice bob 2^63                             => overflows_debits_posted
        transfer t2 alice bob 1 byte=56                        => overflows_debits_posted
        transfer t3 alice bob 2^63 flags=pending               => overflows_debits_pending
        transfer t4 alice bob 2^63 flags=balancing_debit       => created
        transfer t5 alice bob 5 flags=pending                  => created
        post     t6 of=t5 amount=2^63                          => exceeds_pending_transfer_amount
        void     t7 of=t5 amount=2^63                          => exceeds_pending_transfer_amount
        balances alice 5 0 0 0
        """);
  }

  @Test
  void aTimeoutBeyondTheEndOfTimeIsRefused() {
    Script script = new Script(new Harness(LedgerLimits.defaults()));
    script.harness.clock = Long.MAX_VALUE - 2_000_000_000L;
    script.more(
        ACCOUNTS
            + """
            transfer t1 alice bob 1 flags=pending timeout=4294967295  => overflows_timeout
            transfer t1 alice bob 1 flags=pending timeout=3           => overflows_timeout
            transfer t1 alice bob 1 flags=pending timeout=1           => created
            """);
  }

  @Test
  void limitsCountPendingAmountsToo() {
    run(
        """
        transfer t1 alice capped 10                            => created
        transfer t2 capped bob 6 flags=pending                 => created
        transfer t3 capped bob 5                               => exceeds_credits
        transfer t4 capped bob 4                               => created
        transfer t5 capped bob 1 flags=pending                 => exceeds_credits
        transfer t6 floor alice 10                             => created
        transfer t7 bob floor 6 flags=pending                  => created
        transfer t8 bob floor 5                                => exceeds_debits
        transfer t9 bob floor 4                                => created
        transfer ta alice capped 5 flags=pending               => created
        transfer tb capped bob 1                               => exceeds_credits  # pending credits do not count
        """);
  }

  @Test
  void balancingMovesAtMostWhatIsThere() {
    Script script =
        run(
            """
            transfer t1 alice bob 10                               => created
            transfer t2 bob carol max flags=balancing_debit        => created
            balances bob 0 10 0 10
            transfer t3 bob carol max flags=balancing_debit        => created
            balances bob 0 10 0 10
            transfer t4 carol alice 3 flags=balancing_credit       => created
            transfer t5 carol alice 20 flags=balancing_debit,balancing_credit,pending => created
            balances carol 7 3 0 10
            balances alice 0 10 7 3
            transfer t6 alice bob 5 flags=balancing_debit          => created    # nothing available
            balances alice 0 10 7 3
            """);
    script.more(
        """
        transfer t2 bob carol max flags=balancing_debit        => exists
        transfer t2 bob carol 10 flags=balancing_debit         => exists
        transfer t2 bob carol 9 flags=balancing_debit          => exists_with_different_amount
        transfer t6 alice bob 0 flags=balancing_debit          => exists
        """);
  }

  @Test
  void aDebitOfAGuardedAccountNeedsAuthorisation() {
    Script script =
        run(
            """
            transfer t1 alice vault 10                       => created
            transfer t2 vault bob 1                          => authorisation_required
            transfer t2 vault bob 1 flags=pending            => authorisation_required
            transfer t2 vault nobody 1                       => authorisation_required
            transfer t2 vault bob 1 code=0                   => code_must_not_be_zero
            transfer t2 alice bob 1                          => created
            transfer t2 vault bob 1                          => exists_with_different_debit_account_id
            """);
    script.more("transfer t3 vault bob 1 grant=7 => authorisation_stale");
  }
}
