package io.tallystick.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.persistence.journal.RowColumns;
import org.junit.jupiter.api.Test;

/** Journal units are short only where the journal finds the records of a sealed batch. */
class JournalledLayoutTest {
  @Test
  void theJournalFindsTheRecordsOfASealedBatch() {
    assertThat(RowColumns.PREAMBLE_BYTES).isEqualTo(SealedBatch.PREAMBLE_BYTES);
    assertThat(RowColumns.ROW_BYTES).isEqualTo(BatchLimits.RECORD_BYTES);
    assertThat(RowColumns.COUNT_AT).isEqualTo(BatchHeader.RECORD_COUNT);
  }
}
