package io.tallystick.ledger;

import org.junit.jupiter.api.Test;

/**
 * The order in which rules are asked. Each row breaks the rule that it is refused for and, as far
 * as they can be broken together, every rule that comes later; the next row repairs the first one.
 */
class PrecedenceTest {
  private static final String MAX_ID = "340282366920938463463374607431768211455";

  private static final String ACCOUNTS =
      """
      ledger   1 EUR           => created
      ledger   2 USD           => created
      account  alice           => created
      account  bob             => created
      account  carol           => created
      account  dave            => created
      account  dollar ledger=2 => created
      account  shut flags=closed,debits_must_not_exceed_credits    => created
      account  shut2 flags=closed ledger=2                         => created
      account  vault flags=guarded                                 => created
      account  capped flags=debits_must_not_exceed_credits         => created
      account  floor  flags=credits_must_not_exceed_debits         => created
      batch
      """;

  @Test
  void chainsComeFirst() {
    Script.run(
        ACCOUNTS
            + """
            transfer 0 alice bob 1 flags=linked,bit8             => reserved_flag
            transfer 0 alice bob 1 flags=linked timestamp=1      => linked_event_failed
            transfer 0 alice bob 1 flags=linked,bit8 timestamp=1 => linked_event_chain_open
            """);
  }

  @Test
  void theRequestIsReadBeforeAccountsAreLookedUp() {
    String rest = " 2^63 flags=closing_debit timeout=1 of=x ledger=0 code=0";
    String table =
        """
        transfer used  alice bob 1                                           => created
        transfer burnt nobody bob 1                                          => debit_account_not_found
        transfer 0     0   0 2^63 timestamp=1 flags=bit8                     => timestamp_must_be_zero
        transfer 0     0   0 2^63 flags=bit8                                 => reserved_flag
        transfer 0     0   0 REST                                            => id_must_not_be_zero
        transfer INT   0   0 REST                                            => id_must_not_be_int_max
        transfer used  0   0 REST                                            => exists_with_different_flags
        transfer burnt 0   0 REST                                            => id_already_failed:debit_account_not_found
        transfer t     0   0 REST                                            => debit_account_id_must_not_be_zero
        transfer t     INT 0 REST                                            => debit_account_id_must_not_be_int_max
        transfer t     nobody 0 REST                                         => credit_account_id_must_not_be_zero
        transfer t     nobody INT REST                                       => credit_account_id_must_not_be_int_max
        transfer t     nobody nobody REST                                    => accounts_must_be_different
        transfer t     nobody noone  REST                                    => pending_id_must_be_zero
        transfer t     nobody noone 2^63 flags=closing_debit timeout=1 ledger=0 code=0 => timeout_reserved_for_pending_transfer
        transfer t     nobody noone 2^63 flags=closing_debit ledger=0 code=0 => closing_transfer_must_be_pending
        transfer t     vault  noone 2^63 ledger=0 code=0                     => ledger_must_not_be_zero
        transfer t2    vault  noone 2^63 ledger=9 code=0                     => ledger_not_found
        transfer t     vault  noone 2^63 code=0                              => code_must_not_be_zero
        transfer t     vault  noone 2^63                                     => authorisation_required
        transfer t3    nobody noone 2^63                                     => debit_account_not_found
        transfer t4    shut   noone 2^63                                     => credit_account_not_found
        transfer t     shut   shut2 2^63 ledger=2                            => accounts_must_have_the_same_ledger
        transfer t     shut   floor 2^63 ledger=2                            => transfer_must_have_the_same_ledger_as_accounts
        transfer t5    shut   shut  2^63                                     => accounts_must_be_different
        transfer t5    shut   floor 2^63                                     => debit_account_already_closed
        transfer t6    capped shut  2^63                                     => credit_account_already_closed
        transfer t     capped floor 2^63                                     => overflows_debits_posted
        transfer t7    capped floor 1                                        => exceeds_credits
        transfer t8    alice  floor 1                                        => exceeds_debits
        """;
    Script.run(ACCOUNTS + table.replace(" REST", rest).replace("INT", MAX_ID));
  }

  @Test
  void overflowsComeSideBySideAndBeforeLimits() {
    Script.run(
        new LedgerLimits(100, 3, 4),
        ACCOUNTS
            + """
            transfer s1 alice bob 1                              => created
            transfer s2 carol dave 1 flags=pending               => created
            transfer s3 alice bob 1 flags=pending                => created
            transfer s4 bob alice 1 flags=pending                => created
            transfer t alice bob max flags=pending               => overflows_debits_pending
            transfer t dave bob max flags=pending                => overflows_credits_pending
            transfer t alice carol max                           => overflows_debits_posted
            transfer t dave bob max                              => overflows_credits_posted
            transfer t carol dave max                            => overflows_debits
            transfer t dave dave max                             => accounts_must_be_different
            transfer t capped dave max flags=pending             => overflows_credits_pending
            transfer t capped dave max                           => overflows_credits
            transfer u capped floor max flags=pending            => exceeds_credits
            transfer v dave floor max flags=pending              => exceeds_debits
            transfer w dave carol max flags=pending              => too_many_pending
            transfer w dave carol 1                              => created
            """);
  }

  @Test
  void anExpiryOutOfRangeComesBeforeLimits() {
    Script script = new Script(new Harness(new LedgerLimits(100, 1, 4)));
    script.harness.clock = Long.MAX_VALUE - 2_000_000_000L;
    script.more(
        ACCOUNTS
            + """
            transfer t capped floor max flags=pending timeout=9   => overflows_timeout
            transfer t alice  dave  1                             => created
            transfer u capped dave  max flags=pending timeout=9   => overflows_credits_posted
            """);
  }

  @Test
  void aPostIsComparedWithItsPendingTransferBeforeItsFateIsLookedAt() {
    String wrong = " from=carol to=carol ledger=9 code=9 amount=99";
    Script.run(
        ACCOUNTS
            + """
            transfer used alice bob 1                                      => created
            transfer burnt nobody bob 1                                    => debit_account_not_found
            transfer p alice bob 10 flags=pending timeout=1                => created
            transfer q alice bob 10 flags=pending,closing_debit timeout=1  => created
            batch
            post 0     of=0 flags=pending timeout=1                        => id_must_not_be_zero
            post used  of=0 flags=pending timeout=1                        => exists_with_different_flags
            post burnt of=0 flags=pending timeout=1                        => id_already_failed:debit_account_not_found
            post t of=0 flags=pending timeout=1                            => flags_are_mutually_exclusive
            post t of=0 timeout=1                                          => pending_id_must_not_be_zero
            post t of=INT timeout=1                                        => pending_id_must_not_be_int_max
            post t of=t timeout=1                                          => pending_id_must_be_different
            post t of=none timeout=1 WRONG                                 => timeout_reserved_for_pending_transfer
            post n of=none WRONG                                           => pending_transfer_not_found
            post t of=used WRONG                                           => pending_transfer_not_pending
            post t of=p WRONG                                              => pending_transfer_has_different_debit_account_id
            post t of=p to=carol ledger=9 code=9 amount=99                 => pending_transfer_has_different_credit_account_id
            post t of=p ledger=9 code=9 amount=99                          => pending_transfer_has_different_ledger
            post t of=p code=9 amount=99                                   => pending_transfer_has_different_code
            void t of=p amount=99                                          => exceeds_pending_transfer_amount
            void t of=p amount=9                                           => pending_transfer_has_different_amount
            tick 2
            post t of=p                                                    => pending_transfer_expired   # and not: closed
            post t of=p WRONG                                              => pending_transfer_has_different_debit_account_id
            """
                .replace("INT", MAX_ID)
                .replace(" WRONG", wrong));
  }

  @Test
  void whatWasResolvedIsSaidBeforeThatAnAccountIsClosed() {
    Script.run(
        ACCOUNTS
            + """
            transfer p alice bob 10 flags=pending                          => created
            transfer q alice bob 10 flags=pending                          => created
            transfer r alice bob 10 flags=pending                          => created
            post t1 of=p                                                   => created
            void t2 of=q                                                   => created
            transfer c alice bob 0 flags=pending,closing_debit,closing_credit => created
            post t3 of=p                                                   => pending_transfer_already_posted
            post t3 of=q                                                   => pending_transfer_already_voided
            post t3 of=r                                                   => debit_account_already_closed
            void t4 of=r                                                   => created
            """);
  }
}
