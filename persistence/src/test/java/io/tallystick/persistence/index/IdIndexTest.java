package io.tallystick.persistence.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.FaultyFileAccess;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.TemporaryFolder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdIndexTest {
  private final TemporaryFolder folder = new TemporaryFolder();
  private final AtomicReference<String> dropped = new AtomicReference<>();
  private final AtomicReference<TallystickException> failed = new AtomicReference<>();
  private final IndexEvents events =
      new IndexEvents() {
        @Override
        public void dropped(long coveredThrough, String reason) {
          dropped.set(coveredThrough + ": " + reason);
        }

        @Override
        public void failed(TallystickException failure) {
          failed.set(failure);
        }
      };

  @AfterEach
  void removeFolder() {
    folder.close();
  }

  private IdIndex open(int table, long records, DurableRecords durable, FileAccess files) {
    return IdIndex.open(
        folder.path(), new IndexSettings(table, 4, 100, true), records, durable, events, files);
  }

  private IdIndex open(int table, long records) {
    return open(table, records, number -> {}, FileAccess.standard());
  }

  /** The id of a record in these tests. */
  private static long low(long number) {
    return EntryFormat.mix(number + 1);
  }

  private static boolean matches(int kind, long number, long high, long low) {
    return kind == 0 && low(number) == low && high == number;
  }

  private static void insert(IdIndex index, long from, long to) {
    for (long number = from; number < to; number++) {
      index.insert(0, number, low(number), number);
    }
  }

  private static void assertHas(IdIndex index, long from, long to) {
    for (long number = from; number < to; number++) {
      assertThat(index.find(0, number, low(number), Long.MAX_VALUE, IdIndexTest::matches))
          .isEqualTo(number);
    }
  }

  @Test
  void theSearchGoesOnPastHitsThatAreNotTheId() {
    try (IdIndex index = open(1000, 0)) {
      long hash = index.hash(0, 1, 2);
      for (long number = 0; number < 9; number++) {
        index.insert(hash, number);
      }
      List<Long> asked = new ArrayList<>();
      assertThat(
              index.find(
                  hash,
                  0,
                  1,
                  2,
                  8,
                  (kind, number, high, low) -> {
                    asked.add(number);
                    return number == 7;
                  }))
          .isEqualTo(7);
      assertThat(asked).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
      index.seal();
      SealedIndex.awaitQuiet(index);
      assertThat(index.stats().runs()).isEqualTo(1);
      assertThat(index.find(hash, 0, 1, 2, 8, (kind, number, high, low) -> number == 7))
          .isEqualTo(7);
      assertThat(index.find(hash, 0, 1, 2, 7, (kind, number, high, low) -> number == 7))
          .isEqualTo(IdIndex.NONE);
    }
  }

  @Test
  void anIdInsertedBeforeALookupIsFoundWhilePartitionsDoubleTablesSealAndRunsMerge()
      throws Exception {
    try (IdIndex index = open(30_000, 0)) {
      AtomicLong inserted = new AtomicLong();
      AtomicBoolean stop = new AtomicBoolean();
      AtomicReference<Throwable> failure = new AtomicReference<>();
      List<Thread> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        SplittableRandom random = new SplittableRandom(i);
        Thread reader =
            new Thread(
                () -> {
                  try {
                    while (!stop.get()) {
                      long end = inserted.get();
                      long number = end == 0 ? -1 : random.nextLong(end);
                      if (number >= 0) {
                        assertHas(index, number, number + 1);
                      }
                      assertThat(
                              index.find(
                                  0, 5, low(random.nextLong()), 1L << 36, IdIndexTest::matches))
                          .isEqualTo(IdIndex.NONE);
                    }
                  } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                  }
                });
        reader.start();
        readers.add(reader);
      }
      for (long number = 0; number < 1_000_000; number++) {
        index.insert(0, number, low(number), number);
        inserted.lazySet(number + 1);
      }
      stop.set(true);
      for (Thread reader : readers) {
        reader.join();
      }
      assertThat(failure.get()).isNull();
      SealedIndex.awaitQuiet(index);
      await()
          .until(
              () ->
                  RunMerger.choose(index.runs(), new IndexSettings(30_000, 4, 100, true))
                      .isEmpty());
      assertThat(index.stats().runs()).isBetween(1, 12);
      assertHas(index, 0, 1_000_000);
      assertThat(failed.get()).isNull();
      index.verify();
    }
  }

  @Test
  void memoryIsUsedAgainAfterSealing() {
    try (IdIndex index = open(50_000, 0)) {
      long most = 0;
      for (int round = 0; round < 12; round++) {
        insert(index, round * 50_000L, (round + 1) * 50_000L);
        index.seal();
        SealedIndex.awaitQuiet(index);
        if (round == 3) {
          most = index.offHeapBytes();
        }
      }
      assertThat(index.offHeapBytes()).isLessThanOrEqualTo(most + 4 * OffHeapBlocks.BLOCK_BYTES);
    }
  }

  @Test
  void insertsWaitAtTwiceTheLimitUntilTheTableBeforeIsSealed() throws Exception {
    CountDownLatch mayForce = new CountDownLatch(1);
    DurableRecords slow =
        number -> {
          try {
            mayForce.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };
    try (IdIndex index = open(1_000, 0, slow, FileAccess.standard())) {
      AtomicInteger done = new AtomicInteger();
      Thread inserting =
          new Thread(
              () -> {
                insert(index, 0, 5_000);
                done.set(1);
              });
      inserting.start();
      await().until(() -> index.stats().insertWaits() == 1);
      assertThat(index.stats().tableEntries()).isEqualTo(2_000);
      assertThat(index.stats().sealingEntries()).isEqualTo(1_000);
      assertThat(index.coveredThrough()).isEqualTo(-1);
      mayForce.countDown();
      inserting.join();
      assertThat(done.get()).isEqualTo(1);
      assertHas(index, 0, 5_000);
    }
  }

  @Test
  void aNumberThatRunsCoverIsIgnoredAndAnEntryThatIsThereIsNotAddedAgain() {
    try (IdIndex index = open(1_000, 0)) {
      insert(index, 0, 500);
      index.seal();
      SealedIndex.awaitQuiet(index);
      assertThat(index.coveredThrough()).isEqualTo(499);
      insert(index, 0, 600);
      insert(index, 550, 600);
      assertThat(index.stats().tableEntries()).isEqualTo(100);
      assertHas(index, 0, 600);
    }
  }

  @Test
  void runsAheadOfTheRecordsAreDroppedAtTheStart() {
    try (IdIndex index = open(1_000, 0)) {
      insert(index, 0, 500);
      index.seal();
      SealedIndex.awaitQuiet(index);
      insert(index, 500, 900);
      index.seal();
      SealedIndex.awaitQuiet(index);
    }
    try (IdIndex index = open(1_000, 800)) {
      assertThat(index.coveredThrough()).isEqualTo(499);
      assertThat(dropped.get()).startsWith("499: ").contains("ahead of the 800 records");
      insert(index, 500, 800);
      assertHas(index, 0, 800);
    }
    try (IdIndex index = open(1_000, 800)) {
      assertThat(index.coveredThrough()).isEqualTo(499);
    }
  }

  @Test
  void aMissingRunOrManifestIsReportedAndWhatIsLeftIsKept() throws Exception {
    try (IdIndex index = open(1_000, 0)) {
      for (int run = 0; run < 3; run++) {
        insert(index, run * 100L, run * 100L + 100);
        index.seal();
        SealedIndex.awaitQuiet(index);
      }
    }
    Files.delete(folder.path().resolve("run-2"));
    try (IdIndex index = open(1_000, 300)) {
      assertThat(index.coveredThrough()).isEqualTo(99);
      assertThat(dropped.get()).contains("run-2").contains("missing");
      assertThat(folder.path().resolve("run-3")).doesNotExist();
      assertHas(index, 0, 100);
    }
    Files.delete(folder.path().resolve("manifest"));
    try (IdIndex index = open(1_000, 300)) {
      assertThat(index.coveredThrough()).isEqualTo(-1);
      assertThat(dropped.get()).contains("manifest is missing");
    }
  }

  @Test
  void aBadPageFoundByALookupStopsTheIndexAndIsRebuiltAtTheNextStart() {
    try (IdIndex index = open(1_000, 0)) {
      insert(index, 0, 900);
      index.seal();
      SealedIndex.awaitQuiet(index);
    }
    TemporaryFolder.flip(folder.path().resolve("run-1"), RunFormat.pagePosition(1) * 8 + 77);
    IndexSettings lazy = new IndexSettings(1_000, 4, 100, false);
    try (IdIndex index =
        IdIndex.open(folder.path(), lazy, 900, n -> {}, events, FileAccess.standard())) {
      assertThatThrownBy(() -> assertHas(index, 0, 900))
          .hasFieldOrPropertyWithValue("code", "index_run_damaged")
          .hasMessageContaining("run-1")
          .hasMessageContaining("bytes 8192");
      assertThat(failed.get()).isNotNull();
      assertThatThrownBy(() -> index.insert(0, 1, 1, 1_000))
          .hasFieldOrPropertyWithValue("code", "index_run_damaged");
    }
    try (IdIndex index = open(1_000, 900)) {
      assertThat(index.coveredThrough()).isEqualTo(-1);
      insert(index, 0, 900);
      assertHas(index, 0, 900);
    }
  }

  @Test
  void aFullDiskWhileSealingIsReportedAndStopsInserts() {
    FaultyFileAccess files = new FaultyFileAccess();
    try (IdIndex index = open(1_000, 0, number -> {}, files)) {
      files.quota(20_000);
      insert(index, 0, 1_000);
      index.seal();
      await().until(() -> failed.get() != null);
      assertThat(failed.get().code()).isEqualTo("disk_full");
      assertThatThrownBy(() -> insert(index, 1_000, 1_001))
          .hasFieldOrPropertyWithValue("code", "disk_full");
    }
    try (IdIndex index = open(1_000, 1_000)) {
      assertThat(index.coveredThrough()).isEqualTo(-1);
      assertThat(folder.files()).hasSize(1);
    }
  }

  @Test
  void lookupsOfNewIdsReadTheDiskOnlyOncein256() {
    AtomicInteger hits = new AtomicInteger();
    try (IdIndex index = open(100_000, 0)) {
      insert(index, 0, 100_000);
      index.seal();
      SealedIndex.awaitQuiet(index);
      Run run = index.runs().get(0);
      long[] one = new long[1];
      for (int i = 0; i < 100_000; i++) {
        one[0] = index.hash(0, i, i * 31L);
        hits.addAndGet(run.unknown(one, 0, 1, new Gather()) == 0 ? 1 : 0);
      }
      assertThat(hits.get()).isBetween(200, 600);
    }
  }

  @Test
  void nothingThatIsThereIsUnknownWhereverItLiesAndNearlyAllStrangersAre() {
    try (IdIndex index = open(1_000, 0)) {
      insert(index, 0, 5_000);
      SealedIndex.awaitQuiet(index);
      insert(index, 5_000, 5_700);
      // A table or run that is being given away leaves open what it held.
      SealedIndex.awaitQuiet(index);
      assertThat(index.runs()).isNotEmpty();
      long[] there = new long[IdTable.TOGETHER_MAX];
      long[] strange = new long[IdTable.TOGETHER_MAX];
      int unknown = 0;
      for (int first = 0; first < 5_696; first += there.length) {
        for (int i = 0; i < there.length; i++) {
          there[i] = index.hash(0, first + i, low(first + i));
          strange[i] = index.hash(0, ~(first + i), low(first + i));
        }
        assertThat(index.unknown(there, 0, there.length)).isZero();
        unknown += Long.bitCount(index.unknown(strange, 0, strange.length));
        // Not at once where runs are being merged.
        await()
            .until(
                () ->
                    index.unknown(strange, 3, 5)
                        == (index.unknown(strange, 0, strange.length) >>> 3 & 31));
        assertThat(index.unknown(strange, 0, 0)).as("of none").isZero();
      }
      assertThat(unknown).isBetween(5_500, 5_696);
    }
  }

  @Test
  void batchesAreInsertedLikeSingles() {
    try (IdIndex index = open(1_000, 0)) {
      long[] hashes = new long[3_000];
      long[] numbers = new long[3_000];
      for (int i = 0; i < hashes.length; i++) {
        hashes[i] = index.hash(0, i, low(i));
        numbers[i] = i;
      }
      index.insertBatch(hashes, numbers, 0, hashes.length);
      assertHas(index, 0, 3_000);
    }
  }
}
