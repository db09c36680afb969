package io.tallystick.persistence.index.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.FaultyFileAccess;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.LittleEndian;
import io.tallystick.persistence.file.TemporaryFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

class ColumnStoreTest {
  private static final int RECORD_BYTES = 48;
  private static final int STRETCH = 700;
  private static final List<ColumnField> FIELDS =
      List.of(
          new ColumnField("user-data-128", 0, 16, true),
          new ColumnField("user-data-64", 16, 8, true),
          new ColumnField("ledger", 24, 4, false),
          new ColumnField("code", 28, 2, false));
  private static final ColumnSettings SETTINGS =
      new ColumnSettings(
          RECORD_BYTES, FIELDS, 40, (bytes, offset) -> bytes[offset + 32] != 1, STRETCH, 100);

  /** Records on the heap, read as the store would read them from segments. */
  private static final class Records implements RecordSource {
    final List<byte[]> all = new ArrayList<>();
    final AtomicLong read = new AtomicLong();

    void add(int count, SplittableRandom random) {
      for (int i = 0; i < count; i++) {
        byte[] record = new byte[RECORD_BYTES];
        LittleEndian.putLong(record, 0, random.nextInt(40));
        LittleEndian.putLong(record, 8, random.nextInt(2));
        LittleEndian.putLong(record, 16, random.nextInt(3) == 0 ? -1L - random.nextInt(3) : 0);
        LittleEndian.putInt(record, 24, random.nextInt(3) - 1);
        record[28] = (byte) random.nextInt(250);
        record[32] = (byte) random.nextInt(5);
        LittleEndian.putLong(record, 40, 1_000 + all.size() * 3L);
        all.add(record);
      }
    }

    @Override
    public void read(long number, int records, byte[] target, int offset) {
      read.addAndGet(records);
      for (int i = 0; i < records; i++) {
        System.arraycopy(
            all.get((int) number + i), 0, target, offset + i * RECORD_BYTES, RECORD_BYTES);
      }
    }

    List<Long> naive(ColumnQuery query) {
      ColumnField field = FIELDS.get(query.field());
      List<Long> numbers = new ArrayList<>();
      for (long number = query.belowNumber() - 1; number >= query.fromNumber(); number--) {
        byte[] record = all.get((int) number);
        boolean zero = field.high(record, 0) == 0 && field.low(record, 0) == 0;
        if (record[32] != 1
            && field.high(record, 0) == query.valueHigh()
            && field.low(record, 0) == query.valueLow()
            && !(zero && field.zeroMeansNone())) {
          numbers.add(number);
        }
      }
      return numbers;
    }
  }

  private final List<TallystickException> failures = new CopyOnWriteArrayList<>();

  private static ConditionFactory await() {
    return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
  }

  private ColumnStore open(TemporaryFolder folder, Records records, FileAccess files) {
    return ColumnStore.open(
        folder.path(), SETTINGS, records, records.all.size(), files, failures::add);
  }

  private static ColumnQuery randomQuery(Records records, SplittableRandom random) {
    int field = random.nextInt(FIELDS.size());
    byte[] like = records.all.get(random.nextInt(records.all.size()));
    long from = random.nextInt(records.all.size() + 1);
    long below = from + random.nextInt(records.all.size() + 1 - (int) from);
    return new ColumnQuery(
        field,
        FIELDS.get(field).high(like, 0),
        FIELDS.get(field).low(like, 0) + (random.nextInt(8) == 0 ? 1 : 0),
        random.nextBoolean() ? 0 : from,
        random.nextBoolean() ? records.all.size() : below,
        1 + random.nextInt(30),
        1 + random.nextInt(20));
  }

  /** All pages of an answer, each bounded. */
  private static List<Long> answer(ColumnStore store, ColumnQuery query) {
    List<Long> numbers = new ArrayList<>();
    long below = query.belowNumber();
    while (below != ColumnHits.END) {
      ColumnHits hits =
          store.find(
              new ColumnQuery(
                  query.field(),
                  query.valueHigh(),
                  query.valueLow(),
                  query.fromNumber(),
                  below,
                  query.limit(),
                  query.workMax()));
      assertThat(hits.numbers().length).isLessThanOrEqualTo(query.limit());
      assertThat(hits.nextBelow()).isLessThan(below);
      for (long number : hits.numbers()) {
        numbers.add(number);
      }
      below = hits.nextBelow();
    }
    return numbers;
  }

  @Property(tries = 40)
  void answersAreThoseOfReadingEveryRecord(
      @ForAll @LongRange(min = 0, max = 100_000) long seed,
      @ForAll @IntRange(min = 1, max = 2_500) int count) {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      SplittableRandom random = new SplittableRandom(seed);
      Records records = new Records();
      records.add(count, random);
      try (ColumnStore store = open(folder, records, FileAccess.standard())) {
        await().until(() -> store.stretchesWithColumns() == count / STRETCH);
        for (int i = 0; i < 40; i++) {
          ColumnQuery query = randomQuery(records, random);
          assertThat(answer(store, query)).isEqualTo(records.naive(query));
        }
      }
      assertThat(failures).isEmpty();
    }
  }

  @Property(tries = 60)
  void damagedOrMissingColumnsAreMadeAnewAndAnswersStayRight(
      @ForAll @LongRange(min = 0, max = 1L << 40) long place, @ForAll boolean delete)
      throws Exception {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      SplittableRandom random = new SplittableRandom(place);
      Records records = new Records();
      records.add(1_500, random);
      try (ColumnStore store = open(folder, records, FileAccess.standard())) {
        await().until(() -> store.stretchesWithColumns() == 2);
      }
      List<Path> files = folder.files();
      assertThat(files).hasSize(8);
      Path file = files.get((int) (place % 8));
      if (delete) {
        java.nio.file.Files.delete(file);
      } else {
        TemporaryFolder.flip(file, place / 8 % (file.toFile().length() * 8));
      }
      try (ColumnStore store = open(folder, records, FileAccess.standard())) {
        for (int i = 0; i < 60; i++) {
          ColumnQuery query = randomQuery(records, random);
          assertThat(answer(store, query)).isEqualTo(records.naive(query));
        }
        await().until(() -> store.stretchesWithColumns() == 2);
      }
      assertThat(failures).isEmpty();
    }
  }

  @Test
  void aValueInNoColumnIsAnsweredWithoutReadingRecords() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Records records = new Records();
      records.add(2_100, new SplittableRandom(1));
      try (ColumnStore store = open(folder, records, FileAccess.standard())) {
        await().until(() -> store.stretchesWithColumns() == 3);
        long before = records.read.get();
        assertThat(answer(store, new ColumnQuery(0, 7, 7, 0, 2_100, 10, 1_000))).isEmpty();
        assertThat(records.read.get()).isEqualTo(before);
      }
    }
  }

  @Test
  void columnsFollowDurableRecordsAndGoWhenTheyAreCut() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      SplittableRandom random = new SplittableRandom(3);
      Records records = new Records();
      records.add(100, random);
      try (ColumnStore store = open(folder, records, FileAccess.standard())) {
        assertThat(store.stretchesWithColumns()).isZero();
        records.add(1_900, random);
        store.advance(2_000);
        await().until(() -> store.stretchesWithColumns() == 2);
        store.truncateTo(1_000);
        records.all.subList(1_000, records.all.size()).clear();
        assertThat(store.stretchesWithColumns()).isEqualTo(1);
        records.add(1_000, random);
        store.advance(2_000);
        await().until(() -> store.stretchesWithColumns() == 2);
        for (int i = 0; i < 60; i++) {
          ColumnQuery query = randomQuery(records, random);
          assertThat(answer(store, query)).isEqualTo(records.naive(query));
        }
      }
    }
  }

  @Test
  void aFullDiskIsReportedAndQueriesGoOnWithoutColumns() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      SplittableRandom random = new SplittableRandom(3);
      Records records = new Records();
      records.add(1_000, random);
      try (ColumnStore store = open(folder, records, new FaultyFileAccess().quota(5_000))) {
        await().until(() -> failures.size() == 1);
        assertThat(failures.get(0).code()).isEqualTo("disk_full");
        ColumnQuery query = new ColumnQuery(2, 0, 1, 0, 1_000, 2_000, 1_000);
        assertThat(answer(store, query)).isEqualTo(records.naive(query));
      }
    }
  }

  @Test
  void aTimeIsFoundByHalving() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Records records = new Records();
      records.add(500, new SplittableRandom(3));
      try (ColumnStore store = open(folder, records, FileAccess.standard())) {
        assertThat(store.firstNumberAtOrAfter(0, 0, 500)).isZero();
        assertThat(store.firstNumberAtOrAfter(1_000 + 3 * 77, 0, 500)).isEqualTo(77);
        assertThat(store.firstNumberAtOrAfter(1_000 + 3 * 77 + 1, 0, 500)).isEqualTo(78);
        assertThat(store.firstNumberAtOrAfter(Long.MAX_VALUE, 0, 500)).isEqualTo(500);
      }
    }
  }
}
