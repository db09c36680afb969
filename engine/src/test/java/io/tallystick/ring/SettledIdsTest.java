package io.tallystick.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferLookup;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.index.IdIndex;
import io.tallystick.persistence.index.IndexEvents;
import io.tallystick.persistence.index.IndexSettings;
import io.tallystick.persistence.segment.SealedBatchStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettledIdsTest {
  @TempDir Path folder;

  @Test
  void aHitAtOrPastTheFirstNumberOfTheBatchCountsAsAbsent() {
    try (SealedBatchStore store = store();
        IdIndex index = index(store)) {
      appendRecords(store, index, 10);
      SettledIds ids = new SettledIds(index, new AppliedRecords(store, 4));
      ids.beginBatch(5);
      assertThat(ids.find(TransferLookup.TRANSFER, 7, 4)).isEqualTo(4);
      assertThat(ids.find(TransferLookup.TRANSFER, 7, 5))
          .as("index ahead")
          .isEqualTo(TransferLookup.NONE);
      ids.beginBatch(10);
      assertThat(ids.find(TransferLookup.TRANSFER, 7, 5)).isEqualTo(5);
      assertThat(ids.find(TransferLookup.TRANSFER, 7, 99)).isEqualTo(TransferLookup.NONE);
    }
  }

  @Test
  void anIndexThatIsBehindTheRecordsKnowsThemAllOnceTheyAreEnteredAnew() {
    try (SealedBatchStore store = store();
        IdIndex forgotten = index(store)) {
      appendRecords(store, forgotten, 10);
      try (IdIndex fresh =
          IdIndex.open(
              folder.resolve("fresh"),
              IndexSettings.standard().withTableEntriesMax(1 << 12),
              store.recordCount(),
              number -> store.forceAll(),
              IndexEvents.none(),
              FileAccess.standard())) {
        SettledIds.insertFrom(fresh, store, 0);
        SettledIds ids = new SettledIds(fresh, new AppliedRecords(store, 4));
        ids.beginBatch(10);
        for (int i = 0; i < 10; i++) {
          assertThat(ids.find(TransferLookup.TRANSFER, 7, i)).isEqualTo(i);
        }
        assertThat(ids.find(TransferLookup.RESOLUTION, 9, 9))
            .as("posted by the last record")
            .isEqualTo(9);
      }
    }
  }

  @Test
  void anIdWhoseRecordRottedIsDamageAndNotAbsent() throws IOException {
    Path file;
    long position;
    try (SealedBatchStore store = store();
        IdIndex index = index(store)) {
      appendRecords(store, index, 10);
      appendRecords(store, index, 10);
      store.forceAll();
      file = store.records().fileOf(4);
      position = store.records().positionOf(4);
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) position] ^= 1;
    Files.write(file, bytes);
    try (SealedBatchStore store = store(2);
        IdIndex index = index(store)) {
      index.insert(TransferLookup.TRANSFER, 7, 4, 4);
      SettledIds ids = new SettledIds(index, new AppliedRecords(store, 4));
      ids.beginBatch(20);
      assertDamaged(() -> ids.find(TransferLookup.TRANSFER, 7, 4));
      assertDamaged(() -> SettledIds.insertFrom(index, store, 0));
    }
  }

  private static void assertDamaged(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DAMAGED));
  }

  @Test
  void rowsAnnouncedAheadAreFoundOrNotAsWithoutThat() {
    try (SealedBatchStore store = store();
        IdIndex index = index(store)) {
      appendRecords(store, index, 100);
      SettledIds ids = new SettledIds(index, new AppliedRecords(store, 4));
      ids.beginBatch(100);
      int rows = TransferLookup.AHEAD_ROWS_MAX;
      byte[] body = new byte[(1 + rows) * TransferRequest.BYTES];
      for (int i = 0; i < rows; i++) {
        TransferRequest.id(body, (1 + i) * TransferRequest.BYTES, 7, 90 + i);
      }
      ids.ahead(body, TransferRequest.BYTES, rows);
      for (int i = 0; i < rows; i++) {
        assertThat(ids.find(TransferLookup.TRANSFER, 7, 90 + i))
            .isEqualTo(90 + i < 100 ? 90 + i : TransferLookup.NONE);
      }
      assertThat(ids.find(TransferLookup.TRANSFER, 7, 3)).as("not announced").isEqualTo(3);
    }
  }

  private SealedBatchStore store() {
    return store(1);
  }

  private SealedBatchStore store(long checkFrom) {
    return SealedBatchStore.open(
        folder.resolve("segments"),
        BatchLinks.settings(),
        (previous, header, hash) -> true,
        checkFrom,
        FileAccess.standard());
  }

  private IdIndex index(SealedBatchStore store) {
    return IdIndex.open(
        folder.resolve("index"),
        IndexSettings.standard().withTableEntriesMax(1 << 12),
        0,
        number -> store.forceAll(),
        IndexEvents.none(),
        FileAccess.standard());
  }

  private static void appendRecords(SealedBatchStore store, IdIndex index, int count) {
    long first = store.recordCount();
    byte[] records = new byte[count * StoredRecord.BYTES];
    for (int i = 0; i < count; i++) {
      int at = i * StoredRecord.BYTES;
      TransferRequest.id(records, at, 7, i);
      if (i == count - 1) {
        TransferRequest.flags(records, at, TransferFlags.POST_PENDING_TRANSFER);
        TransferRequest.pendingId(records, at, 9, 9);
      }
      StoredRecord.tail(records, at, RecordType.TRANSFER_CREATED, 0, 1, -1, -1, 0, -1);
    }
    store.append(
        store.lastHeight() + 1,
        new byte[io.tallystick.batch.BatchHeader.BYTES],
        new byte[32],
        records,
        0,
        count,
        new byte[0],
        0,
        0);
    SettledIds.insert(index, records, 0, count, first);
  }
}
