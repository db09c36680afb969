package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What accounts and ledgers become. */
class AccountRulesTest {
  @Test
  void everyResultOfAnAccountStandsInItsPlace() {
    // Each row repairs what the row before was refused for; byte=16 … 64 are the four balances.
    String end = "flags=debits_must_not_exceed_credits,credits_must_not_exceed_debits";
    String exclusive = end + " byte=16 byte=32 byte=48 byte=64 ledger=0 code=0";
    Script.run(
        "ledger 1 EUR => created\n"
            + "account 0 timestamp=1 byte=108 flags=bit15 => timestamp_must_be_zero\n"
            + "account 0 byte=108 flags=bit4              => reserved_field\n"
            + "account 0 flags=bit4                       => reserved_flag\n"
            + "account 0 "
            + exclusive
            + " => id_must_not_be_zero\n"
            + "account 340282366920938463463374607431768211455 "
            + exclusive
            + " => id_must_not_be_int_max\n"
            + "account a "
            + exclusive
            + " => flags_are_mutually_exclusive\n"
            + """
            account a byte=16 byte=32 byte=48 byte=64 ledger=0 code=0 => debits_pending_must_be_zero
            account a byte=32 byte=48 byte=64 ledger=0 code=0         => debits_posted_must_be_zero
            account a byte=48 byte=64 ledger=0 code=0                 => credits_pending_must_be_zero
            account a byte=64 ledger=0 code=0                         => credits_posted_must_be_zero
            account a ledger=0 code=0                                 => ledger_must_not_be_zero
            account a ledger=9 code=0                                 => ledger_not_found
            account a code=0                                          => code_must_not_be_zero
            account a                                                 => created
            """);
  }

  @Test
  void anAccountsIdNeverBurns() {
    Script.run(
        """
        ledger 1 EUR       => created
        account a ledger=9 => ledger_not_found
        account a          => created
        """);
  }

  @Test
  void theFirstDifferenceIsNamed() {
    Script.run(
        """
        ledger 1 EUR => created
        ledger 2 USD => created
        account a flags=history ud128=1 ud64=2 ud32=3 code=4                => created
        account a ud128=9 ud64=9 ud32=9 code=9 ledger=2                     => exists_with_different_flags
        account a flags=history ud128=9 ud64=9 ud32=9 code=9 ledger=2       => exists_with_different_user_data_128
        account a flags=history ud128=1 ud64=9 ud32=9 code=9 ledger=2       => exists_with_different_user_data_64
        account a flags=history ud128=1 ud64=2 ud32=9 code=9 ledger=2       => exists_with_different_user_data_32
        account a flags=history ud128=1 ud64=2 ud32=3 code=9 ledger=2       => exists_with_different_ledger
        account a flags=history ud128=1 ud64=2 ud32=3 code=9                => exists_with_different_code
        account a flags=history ud128=1 ud64=2 ud32=3 code=4                => exists
        account a flags=history ud128=1 ud64=2 ud32=3 code=4 byte=16        => exists
        """);
  }

  @Test
  void accountsHaveALimit() {
    Script.run(
        new LedgerLimits(2, 1, 1),
        """
        ledger 1 EUR   => created
        account a      => created
        account b      => created
        account c      => too_many_accounts
        account b      => exists
        """);
  }

  @Test
  void anAccountKeepsItsName() {
    Script script =
        Script.run(
            """
            ledger 1 EUR             => created
            account customer:2378    => created
            account 77               => created
            account nostro:YZ/a_b-c.d01234567890123456789012345678901234567890123456 => created
            """);
    LedgerReads reads = script.harness.ledger.reads();
    Id id = Id.parse("customer:2378", "");
    assertThat(reads.accountName(id.high(), id.low())).isEqualTo("customer:2378");
    assertThat(reads.accountName(0, 77)).isNull();
    assertThat(reads.account(2).name()).hasSize(64).startsWith("nostro:YZ/a_b-c.d");
    assertThat(reads.accountName(1, 1)).isNull();
  }

  @Test
  void accountsAreFoundByTheirFields() {
    Script script =
        Script.run(
            """
            ledger 1 EUR                    => created
            ledger 2 USD                    => created
            account a code=5 ud64=1         => created
            account b code=6 ud64=1 ud32=2  => created
            account c code=5 ledger=2       => created
            account d code=5 ud64=1 ud128=3 => created
            """);
    LedgerReads reads = script.harness.ledger.reads();
    assertThat(reads.scan(0, 100, 100, AccountQuery.ALL).slots()).containsExactly(0, 1, 2, 3);
    AccountQuery code5 = new AccountQuery(1, 5, null, null, null, null);
    assertThat(reads.scan(0, 100, 100, code5).slots()).containsExactly(0, 3);
    AccountScan first = reads.scan(0, 100, 1, code5);
    assertThat(first.slots()).containsExactly(0);
    assertThat(reads.scan(first.nextSlot(), 100, 1, code5).slots()).containsExactly(3);
    assertThat(reads.scan(0, 2, 100, code5).nextSlot()).isEqualTo(2);
    assertThat(reads.scan(0, 9, 9, new AccountQuery(null, null, 1L, 2, null, null)).slots())
        .containsExactly(1);
    assertThat(reads.scan(0, 9, 9, new AccountQuery(null, null, null, null, 3L, 0L)).slots())
        .containsExactly(3);
  }

  @Test
  void everyResultOfALedgerStandsInItsPlace() {
    Script.run(
        new LedgerLimits(1, 1, 2),
        """
        ledger 1 EUR timestamp=1 byte=40 number=0        => timestamp_must_be_zero
        ledger 1 EUR byte=40 number=0                    => reserved_field
        ledger 1 EUR byte=119 number=0                   => reserved_field
        ledger 1 EUR number=0                            => id_must_not_be_zero
        ledger 1 EUR number_high=1 ledger=2              => number_out_of_range
        ledger 1 EUR ledger=2 byte=17 scale=19           => ledger_number_differs
        ledger 1 EUR byte=17 scale=19                    => code_malformed
        ledger 1 EUR byte=31                             => code_malformed
        ledger 1 EUR scale=19                            => scale_out_of_range
        ledger 1 EUR scale=-1                            => scale_out_of_range
        ledger 1 EUR scale=2                             => created
        ledger 1 USD scale=3                             => exists_with_different_code
        ledger 1 EUR scale=3                             => exists_with_different_scale
        ledger 1 EUR scale=2                             => exists
        ledger 2 EUR scale=2                             => code_already_used
        ledger 4294967295 BTC.X-1_9 scale=18             => created
        ledger 3 USD scale=2                             => too_many_ledgers
        """);
  }

  @Test
  void aLedgerShowsItsTotals() {
    Script script =
        Script.run(
            """
            ledger 978 EUR scale=2          => created
            account a ledger=978            => created
            account b ledger=978            => created
            account c ledger=978            => created
            transfer 1 a b max ledger=978   => created
            transfer 2 b c max ledger=978   => created
            transfer 3 c a max ledger=978   => created
            transfer 4 b a 0 ledger=978 flags=pending => created
            """);
    LedgerView view = script.harness.ledger.reads().ledger(978);
    assertThat(view.code()).isEqualTo("EUR");
    assertThat(view.scale()).isEqualTo(2);
    assertThat(view.accounts()).isEqualTo(3);
    assertThat(view.debitsPosted())
        .isEqualTo(new java.math.BigInteger("27670116110564327421"))
        .isEqualTo(view.creditsPosted());
    assertThat(script.harness.ledger.reads().ledger(1)).isNull();
  }
}
