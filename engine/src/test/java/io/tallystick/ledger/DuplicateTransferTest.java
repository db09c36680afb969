package io.tallystick.ledger;

import org.junit.jupiter.api.Test;

/** An id takes effect once; later uses say what differs, in TigerBeetle's order. */
class DuplicateTransferTest {
  private static final String ACCOUNTS =
      """
      ledger   1 EUR           => created
      account  alice           => created
      account  bob             => created
      account  carol           => created
      batch
      """;

  /** Once in the batch that made the first, once against the index. */
  private static void runTwice(String first, String later) {
    Script.run(ACCOUNTS + first + later);
    Script.run(ACCOUNTS + first + "batch\n" + later);
  }

  @Test
  void theFirstDifferenceIsNamed() {
    runTwice(
        """
        transfer t1 alice bob 10 flags=pending timeout=9 ud128=1 ud64=2 ud32=3 code=4 => created
        """,
        """
        transfer t1 carol alice 9 timeout=8 of=x ud128=9 ud64=9 ud32=9 code=9 ledger=9 => exists_with_different_flags
        transfer t1 carol alice 9 flags=pending timeout=8 of=x ud128=9 ud64=9 ud32=9 code=9 ledger=9 => exists_with_different_pending_id
        transfer t1 carol alice 9 flags=pending timeout=8 ud128=9 ud64=9 ud32=9 code=9 ledger=9 => exists_with_different_timeout
        transfer t1 carol alice 9 flags=pending timeout=9 ud128=9 ud64=9 ud32=9 code=9 ledger=9 => exists_with_different_debit_account_id
        transfer t1 alice alice 9 flags=pending timeout=9 ud128=9 ud64=9 ud32=9 code=9 ledger=9 => exists_with_different_credit_account_id
        transfer t1 alice bob 9 flags=pending timeout=9 ud128=9 ud64=9 ud32=9 code=9 ledger=9 => exists_with_different_amount
        transfer t1 alice bob 11 flags=pending timeout=9 ud128=9 ud64=9 ud32=9 code=9 ledger=9 => exists_with_different_amount
        transfer t1 alice bob 10 flags=pending timeout=9 ud128=9 ud64=9 ud32=9 code=9 ledger=9 => exists_with_different_user_data_128
        transfer t1 alice bob 10 flags=pending timeout=9 ud128=1 ud64=9 ud32=9 code=9 ledger=9 => exists_with_different_user_data_64
        transfer t1 alice bob 10 flags=pending timeout=9 ud128=1 ud64=2 ud32=9 code=9 ledger=9 => exists_with_different_user_data_32
        transfer t1 alice bob 10 flags=pending timeout=9 ud128=1 ud64=2 ud32=3 code=9 ledger=9 => exists_with_different_ledger
        transfer t1 alice bob 10 flags=pending timeout=9 ud128=1 ud64=2 ud32=3 code=9 => exists_with_different_code
        transfer t1 alice bob 10 flags=pending timeout=9 ud128=1 ud64=2 ud32=3 code=4 => exists
        transfer t1 alice bob 10 flags=pending timeout=9 ud128=1 ud64=2 ud32=3 code=4 timestamp=1 => timestamp_must_be_zero
        balances alice 10 0 0 0
        """);
  }

  @Test
  void fieldsThatAPostInheritedMayBeGivenOrLeftOut() {
    runTwice(
        """
        transfer p1 alice bob 10 flags=pending ud128=1 ud64=2 ud32=3 code=4 => created
        post     t1 of=p1 => created
        """,
        """
        post t1 of=p1                                                         => exists
        post t1 of=p1 amount=10 from=alice to=bob code=4 ledger=1 ud128=1 ud64=2 ud32=3 => exists
        post t1 of=p2                                                         => exists_with_different_pending_id
        post t1 of=p1 timeout=1                                               => exists_with_different_timeout
        post t1 of=p1 from=bob                                                => exists_with_different_debit_account_id
        post t1 of=p1 to=alice                                                => exists_with_different_credit_account_id
        post t1 of=p1 amount=9                                                => exists_with_different_amount
        post t1 of=p1 ud128=9                                                 => exists_with_different_user_data_128
        post t1 of=p1 ud64=9                                                  => exists_with_different_user_data_64
        post t1 of=p1 ud32=9                                                  => exists_with_different_user_data_32
        post t1 of=p1 ledger=9                                                => exists_with_different_ledger
        post t1 of=p1 code=9                                                  => exists_with_different_code
        void t1 of=p1                                                         => exists_with_different_flags
        transfer p1 alice bob 10 flags=pending ud128=1 ud64=2 ud32=3 code=4   => exists
        """);
  }

  @Test
  void aPartialPostIsRepeatedWithItsAmount() {
    runTwice(
        """
        transfer p1 alice bob 10 flags=pending ud64=2                 => created
        post     t1 of=p1 amount=4 ud64=7 from=alice                  => created
        transfer p2 alice bob 10 flags=pending ud64=2                 => created
        void     t2 of=p2                                             => created
        """,
        """
        post t1 of=p1                                                 => exists_with_different_amount
        post t1 of=p1 amount=4                                        => exists_with_different_user_data_64
        post t1 of=p1 amount=4 ud64=7                                 => exists
        void t2 of=p2 amount=10                                       => exists
        void t2 of=p2 amount=4                                        => exists_with_different_amount
        void t2 of=p2 ud64=2                                          => exists
        """);
  }

  @Test
  void anAccountAndATransferMayShareAnId() {
    Script.run(ACCOUNTS + "transfer alice alice bob 1 => created");
  }
}
