package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A sealed batch whose records cannot have come about is refused, naming the record. */
class ReplayTest {
  private static final ApplyOutput OUT = new ApplyOutput();

  private static final String HISTORY =
      """
      ledger   1 EUR => created
      account  alice => created
      account  bob flags=history => created
      account  capped flags=debits_must_not_exceed_credits => created
      batch
      transfer t1 alice bob 10                                   => created
      transfer t2 alice bob 3 flags=pending timeout=2            => created
      transfer t3 alice bob 4 flags=pending                      => created
      transfer t4 capped bob 4                                   => exceeds_credits
      post     t5 of=t3 amount=2                                 => created
      tick 10
      transfer t6 bob alice 1                                    => created
      """;

  @Test
  void everyByteBehindTheRequestIsChecked() {
    Harness harness = Script.run(HISTORY).harness;
    for (int batch = 0; batch < harness.log.batches.size(); batch++) {
      MemoryLog.Sealed sealed = harness.log.batches.get(batch);
      for (int record = 0; record < sealed.count(); record++) {
        for (int i = StoredRecord.ACTUAL_AMOUNT; i < StoredRecord.BYTES; i++) {
          int at = record * StoredRecord.BYTES + i;
          // The result of a refusal is taken as given, if it is one that burns.
          boolean taken =
              i == StoredRecord.RESULT
                  && StoredRecord.type(sealed.records(), record * StoredRecord.BYTES)
                      == RecordType.TRANSFER_REFUSED;
          if (!taken) {
            assertDamaged(harness, batch, at, sealed.firstNumber() + record);
          }
        }
      }
    }
  }

  @Test
  void amountsAccountsAndTimesAreChecked() {
    Harness harness = Script.run(HISTORY).harness;
    int[] offsets = {
      TransferRequest.AMOUNT, TransferRequest.DEBIT_ACCOUNT_ID, TransferRequest.TIMESTAMP + 7
    };
    for (int offset : offsets) {
      assertDamaged(harness, 1, offset, harness.log.batches.get(1).firstNumber());
    }
  }

  @Test
  void aMissingRecordIsNoticed() {
    Harness harness = Script.run(HISTORY).harness;
    MemoryLog.Sealed expiring = harness.log.batches.get(2);
    assertThat(StoredRecord.type(expiring.records(), 0)).isEqualTo(RecordType.PENDING_EXPIRED);
    Ledger ledger = replayed(harness, 2);
    assertThatThrownBy(
            () ->
                ledger.replay(
                    expiring.timestamp(),
                    expiring.firstNumber() + 1,
                    expiring.records(),
                    StoredRecord.BYTES,
                    expiring.count() - 1,
                    Names.EMPTY,
                    OUT))
        .satisfies(e -> assertThat(((TallystickException) e).kind()).isEqualTo(ErrorKind.DAMAGED));
  }

  private static void assertDamaged(Harness harness, int batch, int at, long number) {
    MemoryLog.Sealed sealed = harness.log.batches.get(batch);
    byte[] changed = Arrays.copyOf(sealed.records(), sealed.records().length);
    changed[at] ^= 1;
    Ledger ledger = replayed(harness, batch);
    assertThatThrownBy(
            () ->
                ledger.replay(
                    sealed.timestamp(),
                    sealed.firstNumber(),
                    changed,
                    0,
                    sealed.count(),
                    sealed.nameSource(),
                    OUT))
        .as("byte %d of batch %d", at, batch)
        .isInstanceOfSatisfying(
            TallystickException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.DAMAGED);
              if (e.code().equals("record_damaged")) {
                assertThat(e).hasMessageContaining("record " + number + " ");
              }
            });
  }

  private static Ledger replayed(Harness harness, int batches) {
    Ledger ledger = new Ledger(harness.limits, new Harness.NoLookup());
    for (MemoryLog.Sealed s : harness.log.batches.subList(0, batches)) {
      ledger.replay(s.timestamp(), s.firstNumber(), s.records(), 0, s.count(), s.nameSource(), OUT);
    }
    return ledger;
  }
}
