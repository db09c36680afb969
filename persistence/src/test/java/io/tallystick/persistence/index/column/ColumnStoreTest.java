package io.tallystick.persistence.index.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.persistence.file.FaultyFileAccess;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.TemporaryFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

class ColumnStoreTest {
  private static final int STRETCH = ColumnRecords.STRETCH;

  private static ConditionFactory await() {
    return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
  }

  private static ColumnStore open(TemporaryFolder folder, ColumnRecords records) {
    return open(folder, records, FileAccess.standard());
  }

  private static ColumnStore open(TemporaryFolder folder, ColumnRecords records, FileAccess files) {
    return ColumnStore.open(folder.path(), ColumnRecords.SETTINGS, records, records, files);
  }

  private static void awaitColumns(ColumnStore store, int stretches) {
    await().until(() -> store.recordsWithColumns() == (long) stretches * STRETCH);
  }

  /** All pages of an answer, each bounded. */
  private static List<Long> answer(ColumnStore store, ColumnQuery query) {
    List<Long> numbers = new ArrayList<>();
    long below = query.belowNumber();
    while (below != ColumnHits.END) {
      ColumnHits hits =
          store.find(
              new ColumnQuery(
                  query.matches(), query.fromNumber(), below, query.limit(), query.workMax()));
      assertThat(hits.numbers().length).isLessThanOrEqualTo(query.limit());
      assertThat(hits.nextBelow()).isLessThan(below);
      for (long number : hits.numbers()) {
        assertThat(number).isGreaterThanOrEqualTo(hits.nextBelow());
        numbers.add(number);
      }
      below = hits.nextBelow();
    }
    return numbers;
  }

  private static void checkAnswers(
      ColumnStore store, ColumnRecords records, SplittableRandom random, int queries) {
    for (int i = 0; i < queries; i++) {
      ColumnQuery query = records.randomQuery(random);
      assertThat(answer(store, query)).as("%s", query).isEqualTo(records.naive(query));
    }
  }

  @Property(tries = 40)
  void answersAreThoseOfReadingEveryRecord(
      @ForAll @LongRange(min = 0, max = 100_000) long seed,
      @ForAll @IntRange(min = 1, max = 2_500) int count) {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      SplittableRandom random = new SplittableRandom(seed);
      ColumnRecords records = new ColumnRecords().add(count, random);
      try (ColumnStore store = open(folder, records)) {
        awaitColumns(store, count / STRETCH);
        checkAnswers(store, records, random, 60);
      }
      assertThat(records.failures).isEmpty();
    }
  }

  @Property(tries = 60)
  void damagedOrMissingColumnsAreMadeAnewAndAnswersStayRight(
      @ForAll @LongRange(min = 0, max = 1L << 40) long place, @ForAll boolean delete)
      throws Exception {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      SplittableRandom random = new SplittableRandom(place);
      ColumnRecords records = new ColumnRecords().add(1_500, random);
      try (ColumnStore store = open(folder, records)) {
        awaitColumns(store, 2);
      }
      List<Path> files = folder.files();
      assertThat(files).hasSize(8);
      Path file = files.get((int) (place % 8));
      byte[] whole = Files.readAllBytes(file);
      if (delete) {
        Files.delete(file);
      } else {
        TemporaryFolder.flip(file, place / 8 % (whole.length * 8L));
      }
      try (ColumnStore store = open(folder, records)) {
        checkAnswers(store, records, random, 80);
        awaitColumns(store, 2);
        // A flipped page is only found when it is read: ask until it was, and is mended.
        await()
            .until(
                () -> {
                  checkAnswers(store, records, random, 40);
                  return Files.exists(file)
                      && java.util.Arrays.equals(whole, Files.readAllBytes(file));
                });
      }
      assertThat(records.failures).isEmpty();
    }
  }

  @Property(tries = 20)
  void anAnswerReadWhileRecordsArriveAndTurnSortedMissesNoneAndRepeatsNone(
      @ForAll @LongRange(min = 0, max = 100_000) long seed) {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      SplittableRandom random = new SplittableRandom(seed);
      ColumnRecords records = new ColumnRecords().add(STRETCH - 20, random);
      try (ColumnStore store = open(folder, records)) {
        ColumnQuery query = records.randomQuery(random);
        List<Long> expected = records.naive(query);
        List<Long> found = new ArrayList<>();
        long below = query.belowNumber();
        while (below != ColumnHits.END) {
          ColumnHits hits =
              store.find(new ColumnQuery(query.matches(), query.fromNumber(), below, 3, 2));
          for (long number : hits.numbers()) {
            found.add(number);
          }
          below = hits.nextBelow();
          records.add(5, random);
          if (random.nextInt(4) == 0) {
            awaitColumns(store, (int) records.recordCount() / STRETCH);
          }
        }
        assertThat(found).isEqualTo(expected);
      }
      assertThat(records.failures).isEmpty();
    }
  }

  @Test
  void aValueInNoColumnIsAnsweredWithoutReadingRecords() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      ColumnRecords records = new ColumnRecords().add(2_100, new SplittableRandom(1));
      try (ColumnStore store = open(folder, records)) {
        awaitColumns(store, 3);
        long before = records.read.get();
        List<ColumnMatch> matches = List.of(new ColumnMatch(0, 7, 7), new ColumnMatch(3, 0, 1));
        assertThat(answer(store, new ColumnQuery(matches, 0, 2_100, 10, 1_000))).isEmpty();
        assertThat(records.read.get()).isEqualTo(before);
      }
    }
  }

  @Test
  void recordsAreDurableBeforeTheirColumnsAreMade() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      ColumnRecords records = new ColumnRecords().add(1_500, new SplittableRandom(1));
      try (ColumnStore store = open(folder, records)) {
        awaitColumns(store, 2);
        assertThat(records.forcedThrough.get()).isEqualTo(2 * STRETCH - 1);
      }
    }
  }

  @Test
  void columnsFollowRecordsAndGoWhenTheyAreCut() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      SplittableRandom random = new SplittableRandom(3);
      ColumnRecords records = new ColumnRecords().add(100, random);
      try (ColumnStore store = open(folder, records)) {
        assertThat(store.recordsWithColumns()).isZero();
        records.add(1_900, random);
        awaitColumns(store, 2);
        records.cutTo(1_000);
        store.truncateTo(1_000);
        assertThat(store.recordsWithColumns()).isEqualTo(STRETCH);
        assertThat(folder.files()).hasSize(4);
        records.add(1_000, random);
        awaitColumns(store, 2);
        checkAnswers(store, records, random, 60);
      }
    }
  }

  @Test
  void columnsOfRecordsThatAreNoLongerThereAreRemovedAtOpening() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      SplittableRandom random = new SplittableRandom(4);
      ColumnRecords records = new ColumnRecords().add(2_100, random);
      try (ColumnStore store = open(folder, records)) {
        awaitColumns(store, 3);
      }
      records.cutTo(1_300);
      records.room = false;
      try (ColumnStore store = open(folder, records)) {
        assertThat(folder.files()).hasSize(4);
        awaitColumns(store, 1);
        records.add(900, random);
        checkAnswers(store, records, random, 60);
        records.room = true;
        awaitColumns(store, 3);
        checkAnswers(store, records, random, 60);
      }
    }
  }

  @Test
  void columnsThatAnotherHistoryLeftAreMadeAnew() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      SplittableRandom random = new SplittableRandom(5);
      try (ColumnStore store = open(folder, new ColumnRecords(7_000).add(1_500, random))) {
        awaitColumns(store, 2);
      }
      ColumnRecords records = new ColumnRecords(8_000).add(1_500, random);
      try (ColumnStore store = open(folder, records)) {
        checkAnswers(store, records, random, 60);
        awaitColumns(store, 2);
        checkAnswers(store, records, random, 60);
      }
    }
  }

  @Test
  void aFullDiskIsReportedQueriesGoOnWithoutColumnsAndTheyAreMadeOnceThereIsRoom() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      SplittableRandom random = new SplittableRandom(3);
      ColumnRecords records = new ColumnRecords().add(1_000, random);
      try (ColumnStore store = open(folder, records, new FaultyFileAccess().quota(5_000))) {
        await().until(() -> !records.failures.isEmpty());
        assertThat(records.failures.get(0).code()).isEqualTo("disk_full");
        checkAnswers(store, records, random, 40);
      }
      try (ColumnStore store = open(folder, records)) {
        awaitColumns(store, 1);
        checkAnswers(store, records, random, 40);
      }
    }
  }

  @Test
  void withoutRoomNothingIsWritten() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      SplittableRandom random = new SplittableRandom(3);
      ColumnRecords records = new ColumnRecords().add(1_000, random);
      records.room = false;
      try (ColumnStore store = open(folder, records)) {
        long looked = records.read.get();
        await().until(() -> records.read.get() > looked + 10);
        checkAnswers(store, records, random, 40);
        assertThat(folder.files()).isEmpty();
      }
      assertThat(records.failures).isEmpty();
    }
  }

  @Test
  void aTimeIsFoundByHalving() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      ColumnRecords records = new ColumnRecords().add(500, new SplittableRandom(3));
      try (ColumnStore store = open(folder, records)) {
        assertThat(store.firstNumberAtOrAfter(0, 0, 500)).isZero();
        assertThat(store.firstNumberAtOrAfter(1_000 + 3 * 77, 0, 500)).isEqualTo(77);
        assertThat(store.firstNumberAtOrAfter(1_000 + 3 * 77 + 1, 0, 500)).isEqualTo(78);
        assertThat(store.firstNumberAtOrAfter(Long.MAX_VALUE, 0, 500)).isEqualTo(500);
      }
    }
  }
}
