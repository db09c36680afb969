package io.tallystick.ledger;

import org.junit.jupiter.api.Test;

/** Linked rows succeed or fail together. */
class LinkedChainTest {
  private static final String ACCOUNTS =
      """
      ledger   1 EUR           => created
      account  alice           => created
      account  bob             => created
      account  capped flags=debits_must_not_exceed_credits,history => created
      batch
      """;

  private static Script run(String text) {
    return Script.run(ACCOUNTS + text);
  }

  @Test
  void aChainThatSucceedsIsCarriedOutWhole() {
    run(
        """
        transfer t1 alice capped 5 flags=linked      => created
        transfer t2 capped bob 5 flags=linked        => created
        transfer t3 bob alice 5                      => created
        transfer t4 alice bob 1                      => created
        balances capped 0 5 0 5
        """);
  }

  @Test
  void aChainThatFailsLeavesNothingBehind() {
    run(
        """
        transfer t1 alice capped 5 flags=linked             => linked_event_failed
        transfer p1 alice bob 3 flags=linked,pending        => linked_event_failed
        transfer t2 capped bob 6 flags=linked               => exceeds_credits
        transfer t3 bob alice 5                             => linked_event_failed
        transfer t4 alice bob 1                             => created
        balances alice 0 1 0 0
        balances capped 0 0 0 0
        pendings 0
        # Only the member that broke the chain burnt its id.
        transfer t1 alice capped 5                          => created
        transfer t2 capped bob 5                            => id_already_failed:exceeds_credits
        transfer t3 bob alice 5                             => created
        post     t5 of=p1                                   => pending_transfer_not_found
        """);
  }

  @Test
  void aChainIsEvaluatedWithinOneBody() {
    run(
        """
        transfer t1 alice bob 1                             => created
        transfer t2 alice bob 1 flags=linked                => linked_event_failed
        transfer t3 alice bob 1 flags=linked                => linked_event_chain_open
        body
        transfer t4 alice bob 1                             => created
        body
        transfer t5 alice bob 1 flags=linked                => linked_event_chain_open
        balances alice 0 2 0 0
        """);
  }

  @Test
  void anOpenChainThatIsBrokenAlreadyIsStillOpen() {
    run(
        """
        transfer t1 nobody bob 1 flags=linked               => debit_account_not_found
        transfer t2 alice bob 1 flags=linked                => linked_event_failed
        transfer t3 alice bob 1 flags=linked                => linked_event_chain_open
        transfer t4 alice bob 1                             => created
        """
            .replace("transfer t4", "body\ntransfer t4"));
  }

  @Test
  void membersSeeThoseBeforeThem() {
    run(
        """
        transfer p1 alice bob 5 flags=linked,pending        => created
        post     t1 of=p1 flags=linked amount=2             => created
        transfer t2 bob alice 1                             => created
        balances alice 0 2 0 1
        transfer p2 alice bob 5 flags=linked,pending        => linked_event_failed
        post     t3 of=p2 flags=linked                      => linked_event_failed
        post     t4 of=p2                                   => pending_transfer_already_posted
        transfer t5 alice bob 5 flags=linked                => linked_event_failed
        transfer t5 alice bob 5                             => exists_with_different_flags
        transfer p2 alice bob 5 flags=pending               => created
        post     t3 of=p2                                   => created
        balances alice 0 7 0 1
        """);
  }

  @Test
  void aVoidWithinABrokenChainIsUndone() {
    run(
        """
        transfer p1 alice bob 5 flags=pending,closing_debit timeout=100 => created
        batch
        void     t1 of=p1 flags=linked                      => linked_event_failed
        transfer t2 alice bob 5 flags=linked                => linked_event_failed
        transfer t3 alice nobody 5                          => credit_account_not_found
        closed alice
        balances alice 5 0 0 0
        pendings 1
        void     t1 of=p1                                   => created
        open alice
        """);
  }

  @Test
  void historyOfABrokenChainIsUndone() {
    Script script =
        run(
            """
            transfer t0 alice capped 9                           => created
            transfer t1 alice capped 5 flags=linked              => linked_event_failed
            transfer t2 alice capped 5 flags=linked              => linked_event_failed
            transfer t3 alice nobody 5                           => credit_account_not_found
            transfer t4 alice capped 1                           => created
            """);
    org.assertj.core.api.Assertions.assertThat(script.harness.log.balanceEntries()).isEqualTo(2);
  }

  @Test
  void accountsFormChainsToo() {
    Script.run(
        """
        ledger  1 EUR                       => created
        account a flags=linked              => created
        account b                           => created
        account c flags=linked              => linked_event_failed
        account d flags=linked              => linked_event_failed
        account a                           => exists_with_different_flags
        account c                           => created
        account e flags=linked              => linked_event_failed
        account e flags=linked              => exists
        account f                           => linked_event_failed
        account g flags=linked              => linked_event_failed
        account h flags=linked              => linked_event_chain_open
        """);
  }
}
