package io.tallystick.load.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.base.LittleEndian;
import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.load.crash.Findings;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

final class BulkCheckTest {
  private static final int ROWS = 3;

  private final BulkRows rows = new BulkRows(7, ROWS, 978);
  private final BitSet answered = new BitSet();
  private final Findings findings = new Findings();
  private final BulkCheck check = new BulkCheck(rows, answered, findings);
  private long number;

  private byte[] stored(long body, int row) {
    byte[] record = new byte[StoredRecord.BYTES];
    System.arraycopy(
        rows.body(body), row * TransferRequest.BYTES, record, 0, TransferRequest.BYTES);
    TransferRequest.timestamp(record, 0, 1_000 + number);
    LittleEndian.putShort(record, StoredRecord.TYPE, (short) RecordType.TRANSFER_CREATED);
    return record;
  }

  private void settle(byte[] record, long height) {
    check.record(record, 0, number++, height);
  }

  private void settleBody(long body, long height) {
    for (int row = 0; row < ROWS; row++) {
      settle(stored(body, row), height);
    }
  }

  @Test
  void whatWasAnsweredAndIsThereOnceIsRight() {
    answered.set(0);
    answered.set(2);
    settleBody(0, 1);
    settleBody(2, 2);
    // Settled, though its answer was lost.
    settleBody(1, 3);
    check.end();
    assertThat(findings.kept()).isEmpty();
    assertThat(check.created()).isEqualTo(9);
  }

  @Test
  void anAnsweredBodyThatIsNotThereIsFound() {
    answered.set(0);
    answered.set(1);
    settleBody(0, 1);
    check.end();
    assertThat(findings.kept()).singleElement().asString().contains("body 1 was answered, 3 of");
  }

  @Test
  void aBodyThatTookEffectInPartIsFound() {
    settle(stored(0, 0), 1);
    settle(stored(0, 1), 1);
    check.end();
    assertThat(findings.kept()).singleElement().asString().contains("took effect in part");
  }

  @Test
  void aRowThatIsSettledTwiceIsFound() {
    settleBody(0, 1);
    settle(stored(0, 1), 1);
    check.end();
    assertThat(findings.kept()).singleElement().asString().contains("row 1 is settled twice");
  }

  @Test
  void aRowThatIsSettledOtherwiseThanItWasSentIsFound() {
    byte[] record = stored(0, 0);
    TransferRequest.amount(record, 0, TransferRequest.amount(record, 0) + 1);
    settle(record, 1);
    assertThat(findings.kept()).singleElement().asString().contains("nothing that was sent");
  }

  @Test
  void aBodyThatIsSplitOverBatchesIsFound() {
    settle(stored(0, 0), 1);
    settle(stored(0, 1), 2);
    settle(stored(0, 2), 2);
    assertThat(findings.kept()).singleElement().asString().contains("split over batches 1 and 2");
  }
}
