package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What stands in stored records and beside answers. */
class RecordsTest {
  private static final String ACCOUNTS =
      """
      ledger   1 EUR => created
      account  alice => created
      account  bob   => created
      account  carol => created
      batch
      """;

  @Test
  void recordsOfAnAccountFormAChain() {
    Script script =
        Script.run(
            ACCOUNTS
                + """
                transfer t1 alice bob 1                 => created
                transfer t2 bob carol 1                 => created
                transfer t3 nobody carol 1              => debit_account_not_found
                transfer t4 alice bob 1 flags=pending   => created
                batch
                post     t5 of=t4                       => created
                """);
    MemoryLog log = script.harness.log;
    long t1 = 4;
    assertLinks(log.record(t1), -1, -1, -1);
    assertLinks(log.record(t1 + 1), t1, -1, -1);
    assertLinks(log.record(t1 + 2), -1, -1, -1);
    assertThat(StoredRecord.type(log.record(t1 + 2), 0)).isEqualTo(RecordType.TRANSFER_REFUSED);
    assertThat(StoredRecord.result(log.record(t1 + 2), 0)).isEqualTo(21);
    assertLinks(log.record(t1 + 3), t1, t1 + 1, -1);
    assertLinks(log.record(t1 + 4), t1 + 3, t1 + 3, t1 + 3);
    assertThat(script.account("alice").lastRecord()).isEqualTo(t1 + 4);
    assertThat(script.account("carol").lastRecord()).isEqualTo(t1 + 1);
    assertLinks(log.record(1), -1, -1, -1);
  }

  private static void assertLinks(byte[] r, long debit, long credit, long related) {
    assertThat(StoredRecord.debitPrevious(r, 0)).isEqualTo(debit);
    assertThat(StoredRecord.creditPrevious(r, 0)).isEqualTo(credit);
    assertThat(StoredRecord.related(r, 0)).isEqualTo(related);
  }

  @Test
  void anExpiryRecordSaysWhatWasHeld() {
    Script script =
        Script.run(
            ACCOUNTS
                + """
                transfer p1 alice bob 7 flags=pending timeout=1 ud128=4 ud64=5 ud32=6 code=9 => created
                tick 2
                transfer t1 alice bob 1 => created
                """);
    MemoryLog log = script.harness.log;
    byte[] p = log.record(4);
    byte[] r = log.record(5);
    assertThat(StoredRecord.type(r, 0)).isEqualTo(RecordType.PENDING_EXPIRED);
    assertThat(TransferRequest.idLow(r, 0) | TransferRequest.idHigh(r, 0)).isZero();
    assertThat(TransferRequest.pendingIdLow(r, 0)).isEqualTo(TransferRequest.idLow(p, 0));
    assertThat(TransferRequest.debitAccountIdHigh(r, 0))
        .isEqualTo(TransferRequest.debitAccountIdHigh(p, 0));
    assertThat(TransferRequest.creditAccountIdLow(r, 0))
        .isEqualTo(TransferRequest.creditAccountIdLow(p, 0));
    assertThat(TransferRequest.amount(r, 0)).isEqualTo(7);
    assertThat(StoredRecord.actualAmount(r, 0)).isEqualTo(7);
    assertThat(TransferRequest.userData128High(r, 0)).isEqualTo(4);
    assertThat(TransferRequest.userData64(r, 0)).isEqualTo(5);
    assertThat(TransferRequest.userData32(r, 0)).isEqualTo(6);
    assertThat(TransferRequest.code(r, 0)).isEqualTo(9);
    assertThat(TransferRequest.ledger(r, 0)).isEqualTo(1);
    assertThat(StoredRecord.related(r, 0)).isEqualTo(4);
    assertThat(StoredRecord.debitPrevious(r, 0)).isEqualTo(4);
    MemoryLog.Sealed batch = log.batches.get(2);
    assertThat(StoredRecord.timestamp(r, 0)).isEqualTo(batch.timestamp() - 1 - 8_190 + 1);
    assertThat(StoredRecord.timestamp(log.record(6), 0)).isEqualTo(batch.timestamp());
  }

  @Test
  void answersCarryTimestampsNumbersAndBalances() {
    Script script =
        Script.run(
            ACCOUNTS
                + """
                transfer t1 alice bob 7                       => created
                transfer t1 alice bob 7                       => exists
                transfer t2 bob carol 2 flags=linked          => linked_event_failed
                transfer t3 bob bob 2                         => accounts_must_be_different
                transfer t4 bob carol 2                       => created
                """);
    ApplyOutput out = script.harness.out;
    long last = script.harness.log.batches.get(1).timestamp();
    assertThat(java.util.Arrays.copyOf(out.timestamps(), 5))
        .containsExactly(last - 4, last - 4, last - 2, last - 1, last);
    assertThat(java.util.Arrays.copyOf(out.numbers(), 5)).containsExactly(4, -1, -1, -1, 5);
    assertThat(out.withoutNumber(1)).isTrue();
    assertThat(java.util.Arrays.copyOf(out.balances(), 40))
        .startsWith(0, 7, 0, 0, 0, 0, 0, 7)
        .endsWith(0, 2, 0, 7, 0, 0, 0, 2);
    assertThat(java.util.Arrays.copyOfRange(out.balances(), 8, 32)).containsOnly(-1);
  }
}
