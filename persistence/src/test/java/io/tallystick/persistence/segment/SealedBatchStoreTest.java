package io.tallystick.persistence.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.TemporaryFolder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SealedBatchStoreTest {
  private final TemporaryFolder folder = new TemporaryFolder();

  @AfterEach
  void removeFolder() {
    folder.close();
  }

  private static List<BatchFixture.Batch> append(SealedBatchStore store, int count) {
    List<BatchFixture.Batch> batches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batches.add(BatchFixture.append(store));
    }
    return batches;
  }

  private static void assertSame(StoredBatch read, BatchFixture.Batch written) {
    assertThat(read.height()).isEqualTo(written.height());
    assertThat(read.header()).isEqualTo(written.header());
    assertThat(read.hash()).isEqualTo(written.hash());
    assertThat(read.firstNumber()).isEqualTo(written.first());
    assertThat(read.count()).isEqualTo(written.count());
    assertThat(read.records()).isEqualTo(written.records());
    assertThat(read.side()).isEqualTo(written.side());
  }

  @Test
  void everyBatchIsReadAsItWasAppendedAtOnceAndAfterReopening() {
    List<BatchFixture.Batch> batches;
    try (SealedBatchStore store = BatchFixture.open(folder.path(), 1)) {
      batches = append(store, 23);
      batches.forEach(batch -> assertSame(store.readBatch(batch.height()), batch));
      assertThat(store.forcedHeight()).isZero();
      assertThat(store.forceAll()).isEqualTo(23);
    }
    try (SealedBatchStore store = BatchFixture.open(folder.path(), 20)) {
      assertThat(store.lastHeight()).isEqualTo(23);
      assertThat(store.forcedHeight()).isEqualTo(23);
      batches.forEach(batch -> assertSame(store.readBatch(batch.height()), batch));
      BatchFixture.Batch next = BatchFixture.append(store);
      assertSame(store.readBatch(24), next);
    }
  }

  @Test
  void heightAndHashOfTheNewestBatchAreOfOneBatchWhileOthersAreAppended() throws Exception {
    try (SealedBatchStore store = BatchFixture.open(folder.path(), 1)) {
      assertThat(store.newest().height()).isZero();
      Thread appends = new Thread(() -> append(store, 3_000), "appends");
      appends.start();
      long seen = 0;
      while (appends.isAlive() || seen == 0) {
        SealedBatchStore.Newest newest = store.newest();
        if (newest.height() > 0) {
          assertThat(newest.hash()).isEqualTo(store.readHash(newest.height()));
          seen++;
        }
      }
      appends.join();
      assertThat(store.newest().height()).isEqualTo(3_000);
    }
  }

  @Test
  void theCursorWalksFromAHeightAndSeesWhatIsAppendedMeanwhile() {
    try (SealedBatchStore store = BatchFixture.open(folder.path(), 1)) {
      List<BatchFixture.Batch> batches = append(store, 9);
      BatchCursor cursor = store.cursor(4);
      for (int height = 4; height <= 9; height++) {
        assertThat(cursor.next()).isTrue();
        BatchFixture.Batch batch = batches.get(height - 1);
        assertThat(cursor.height()).isEqualTo(height);
        assertThat(cursor.header()).isEqualTo(batch.header());
        assertThat(Arrays.copyOf(cursor.records(), cursor.recordsBytes()))
            .isEqualTo(batch.records());
        assertThat(Arrays.copyOf(cursor.side(), cursor.sideBytes())).isEqualTo(batch.side());
      }
      assertThat(cursor.next()).isFalse();
      BatchFixture.append(store);
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.height()).isEqualTo(10);
      cursor.close();
    }
  }

  @Test
  void theHeightOfEveryNumberIsThatOfItsBatchAlsoAmongEmptyBatches() {
    try (SealedBatchStore store = BatchFixture.open(folder.path(), 1)) {
      for (int round = 0; round < 60; round++) {
        BatchFixture.Batch batch = BatchFixture.append(store);
        assertThat(store.recordCount()).isEqualTo(batch.first() + batch.count());
      }
      for (long height = 1; height <= 60; height++) {
        NumberRange numbers = store.numbersOf(height);
        for (int i = 0; i < numbers.count(); i++) {
          assertThat(store.heightOfNumber(numbers.first() + i)).isEqualTo(height);
        }
      }
      assertThatThrownBy(() -> store.heightOfNumber(store.recordCount()))
          .isInstanceOf(TallystickException.class);
    }
  }

  @Test
  void cuttingCutsEveryFamilyToTheSameBatchAndLowersTheForcedHeight() {
    try (SealedBatchStore store = BatchFixture.open(folder.path(), 1)) {
      List<BatchFixture.Batch> batches = append(store, 12);
      long[] extras = store.extraCountsAt(5);
      store.forceAll();
      store.truncateTo(5);
      assertThat(store.lastHeight()).isEqualTo(5);
      assertThat(store.forcedHeight()).isEqualTo(5);
      assertThat(store.recordCount()).isEqualTo(batches.get(5).first());
      assertThat(new long[] {store.extra(0).count(), store.extra(1).count()}).isEqualTo(extras);
      assertSame(store.readBatch(5), batches.get(4));
      assertSame(new StoredBatchOf(BatchFixture.append(store)).stored(), batches.get(5));
    }
    try (SealedBatchStore store = BatchFixture.open(folder.path(), 1)) {
      assertThat(store.lastHeight()).isEqualTo(6);
      store.truncateTo(0);
      assertThat(store.lastHeight()).isZero();
      assertThat(store.recordCount()).isZero();
    }
  }

  private record StoredBatchOf(BatchFixture.Batch batch) {
    StoredBatch stored() {
      return new StoredBatch(
          batch.height(),
          batch.header(),
          batch.hash(),
          batch.first(),
          batch.count(),
          batch.records(),
          batch.side());
    }
  }

  @Test
  void extraEntriesOfABatchThatNeverGotItsFrameAreCutAtTheNextStart() {
    long[] before;
    try (SealedBatchStore store = BatchFixture.open(folder.path(), 1)) {
      append(store, 3);
      before = store.extraCountsAt(3);
      store.extra(0).append(new byte[8], 0, 1);
      store.records().append(new byte[16], 0, 1);
    }
    try (SealedBatchStore store = BatchFixture.open(folder.path(), 1)) {
      assertThat(store.extra(0).count()).isEqualTo(before[0]);
      assertThat(store.records().count()).isEqualTo(store.recordCount());
    }
  }

  @Test
  void aBatchThatIsNotThereIsNotFound() {
    try (SealedBatchStore store = BatchFixture.open(folder.path(), 1)) {
      assertThatThrownBy(() -> store.readBatch(1))
          .hasFieldOrPropertyWithValue("code", "batch_not_found");
      assertThat(store.forceAll()).isZero();
    }
  }

  @Test
  void readingOnlyChangesNoFile() throws Exception {
    try (SealedBatchStore store = BatchFixture.open(folder.path(), 1)) {
      append(store, 8);
      store.forceAll();
      store.records().append(new byte[16], 0, 1);
    }
    List<byte[]> before = new ArrayList<>();
    for (var file : folder.files()) {
      before.add(Files.readAllBytes(file));
    }
    try (SealedBatchStore store =
        SealedBatchStore.openForReading(
            folder.path(), BatchFixture.SETTINGS, FileAccess.standard())) {
      assertThat(store.lastHeight()).isEqualTo(8);
      assertThat(store.tailDamage()).isEmpty();
      for (long height = 1; height <= 8; height++) {
        assertThat(store.inspect(height, BatchFixture::linked)).isEmpty();
        store.readBatch(height);
      }
    }
    List<byte[]> after = new ArrayList<>();
    for (var file : folder.files()) {
      after.add(Files.readAllBytes(file));
    }
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < after.size(); i++) {
      assertThat(after.get(i)).isEqualTo(before.get(i));
    }
  }
}
