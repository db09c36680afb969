package io.tallystick.ledger;

import org.junit.jupiter.api.Test;

/** Two-phase transfers: hold, post, void, expiry, closing. */
class PendingTransferTest {
  private static final String ACCOUNTS =
      """
      ledger   1 EUR           => created
      ledger   2 USD           => created
      account  alice           => created
      account  bob             => created
      account  carol           => created
      batch
      """;

  private static Script run(String text) {
    return Script.run(ACCOUNTS + text);
  }

  @Test
  void aPostMovesAllOrPartOfWhatIsHeld() {
    run(
        """
        transfer p1 alice bob 10 flags=pending   => created
        transfer p2 alice bob 10 flags=pending   => created
        transfer p3 alice bob 10 flags=pending   => created
        balances alice 30 0 0 0
        post     t1 of=p1                        => created
        post     t2 of=p2 amount=4               => created
        post     t3 of=p3 amount=0               => created
        balances alice 0 14 0 0
        balances bob   0 0 0 14
        pendings 0
        """);
  }

  @Test
  void aVoidReleasesWhatIsHeld() {
    run(
        """
        transfer p1 alice bob 10 flags=pending   => created
        transfer p2 alice bob 10 flags=pending   => created
        void     t1 of=p1                        => created
        void     t2 of=p2 amount=10              => created
        balances alice 0 0 0 0
        pendings 0
        """);
  }

  @Test
  void aPostOrVoidMustMatchItsPendingTransfer() {
    run(
        """
        transfer p1 alice bob 10 flags=pending code=7      => created
        transfer s1 alice bob 1                            => created
        batch
        post t1 of=p1 flags=void_pending_transfer          => flags_are_mutually_exclusive
        post t1 of=p1 flags=pending                        => flags_are_mutually_exclusive
        post t1 of=p1 flags=balancing_debit                => flags_are_mutually_exclusive
        post t1 of=p1 flags=balancing_credit               => flags_are_mutually_exclusive
        void t1 of=p1 flags=closing_debit                  => flags_are_mutually_exclusive
        void t1 of=p1 flags=closing_credit                 => flags_are_mutually_exclusive
        post t1 of=0                                       => pending_id_must_not_be_zero
        post t1 of=340282366920938463463374607431768211455 => pending_id_must_not_be_int_max
        post t1 of=t1                                      => pending_id_must_be_different
        post t1 of=p1 timeout=1                            => timeout_reserved_for_pending_transfer
        post n1 of=p9                                      => pending_transfer_not_found
        post t1 of=s1                                      => pending_transfer_not_pending
        post t1 of=p1 from=bob                             => pending_transfer_has_different_debit_account_id
        post t1 of=p1 to=alice                             => pending_transfer_has_different_credit_account_id
        post t1 of=p1 ledger=2                             => pending_transfer_has_different_ledger
        post t1 of=p1 code=1                               => pending_transfer_has_different_code
        post t1 of=p1 amount=11                            => exceeds_pending_transfer_amount
        void t1 of=p1 amount=11                            => exceeds_pending_transfer_amount
        void t1 of=p1 amount=9                             => pending_transfer_has_different_amount
        post t1 of=p1 from=alice to=bob ledger=1 code=7 amount=10 => created
        balances alice 0 11 0 0
        """);
  }

  @Test
  void whatIsResolvedStaysResolved() {
    String later =
        """
        post t5 of=p1 from=carol                     => pending_transfer_has_different_debit_account_id
        post t5 of=p1 amount=11                      => exceeds_pending_transfer_amount
        post t5 of=p1                                => pending_transfer_already_posted
        void t5 of=p1                                => pending_transfer_already_posted
        void t5 of=p1 amount=3                       => pending_transfer_has_different_amount
        post t5 of=p2                                => pending_transfer_already_voided
        void t5 of=p2                                => pending_transfer_already_voided
        """;
    run(
        """
        transfer p1 alice bob 10 flags=pending       => created
        transfer p2 alice bob 10 flags=pending       => created
        post t1 of=p1 amount=4                       => created
        void t2 of=p2                                => created
        """
            + later
            + "batch\n"
            + later);
  }

  @Test
  void aPendingTransferExpiresAtItsTimeExactly() {
    run(
        """
        transfer p1 alice bob 10 flags=pending timeout=5   => created
        transfer p2 alice bob 7  flags=pending timeout=9   => created
        transfer p3 alice bob 1  flags=pending             => created
        tick 4
        transfer s1 alice bob 1                            => created
        balances alice 18 1 0 0
        tick 2
        post t1 of=p1                                      => pending_transfer_expired
        void t1 of=p1                                      => pending_transfer_expired
        post t1 of=p1 amount=11                            => exceeds_pending_transfer_amount
        balances alice 8 1 0 0
        tick 1000000
        balances alice 1 1 0 0
        post t1 of=p1                                      => pending_transfer_expired
        post t2 of=p2                                      => pending_transfer_expired
        post t3 of=p3                                      => created
        balances bob 0 0 0 2
        pendings 0
        """);
  }

  @Test
  void anExpiryThatFallsWithinABatchIsReleasedByTheNext() {
    Script script = run("transfer p1 alice bob 10 flags=pending timeout=1  => created");
    // The batch's stamp lies 100 ns past the expiry, but S = T - n - 8190 before it.
    long expiry = script.harness.ledger.reads().nextExpiry();
    script.harness.clock = expiry + 100;
    script.more("post t1 of=p1 => pending_transfer_expired");
    org.assertj.core.api.Assertions.assertThat(script.account("alice").debitsPending())
        .isEqualTo(10);
    script.more("balances alice 0 0 0 0");
    script.harness.assertReplayIsSame();
  }

  @Test
  void aClosingTransferClosesUntilItIsVoidedOrExpires() {
    run(
        """
        transfer p1 alice bob 0 flags=pending,closing_debit            => created
        closed alice
        transfer s1 alice bob 1                                        => debit_account_already_closed
        transfer s2 bob alice 1                                        => credit_account_already_closed
        post t1 of=p1                                                  => debit_account_already_closed
        void t2 of=p1                                                  => created
        open alice
        transfer s3 alice bob 1                                        => created
        transfer p2 carol bob 3 flags=pending,closing_debit,closing_credit timeout=5 => created
        closed carol
        closed bob
        post t3 of=p2                                                  => debit_account_already_closed
        tick 6
        open carol
        open bob
        balances carol 0 0 0 0
        transfer s4 carol bob 1                                        => created
        """);
  }

  @Test
  void anotherHoldCanBeVoidedButNotPostedWhileAnAccountIsClosed() {
    run(
        """
        transfer p1 alice bob 5 flags=pending                          => created
        transfer p2 alice bob 5 flags=pending                          => created
        transfer p3 carol alice 0 flags=pending,closing_credit         => created
        post t1 of=p1                                                  => debit_account_already_closed
        void t2 of=p2                                                  => created
        void t3 of=p3                                                  => created
        post t4 of=p1                                                  => created
        post t1 of=p1                                                  => id_already_failed:debit_account_already_closed
        balances alice 0 5 0 0
        """);
  }

  @Test
  void openPendingTransfersHaveALimit() {
    Script.run(
        new LedgerLimits(100, 2, 4),
        ACCOUNTS
            + """
            account limited flags=debits_must_not_exceed_credits => created
            transfer p1 alice bob 1 flags=pending                => created
            transfer p2 alice bob 1 flags=pending                => created
            transfer p3 alice bob 1 flags=pending                => too_many_pending
            transfer p4 limited bob 1 flags=pending              => exceeds_credits
            transfer s1 alice bob 1                              => created
            void     t1 of=p1                                    => created
            transfer p3 alice bob 1 flags=pending                => created
            pendings 2
            """);
  }
}
