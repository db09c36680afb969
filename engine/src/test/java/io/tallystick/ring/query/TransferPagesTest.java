package io.tallystick.ring.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.persistence.file.FileAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.awaitility.Awaitility;

/** Pages of transfers against a naive filter over all records. */
class TransferPagesTest {
  private static final int STRETCH = 150;

  private Path folder;

  @BeforeTry
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("transfer-pages");
  }

  @AfterTry
  void removeFolder() throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private TransferColumns open(SettledByChance settled) {
    return TransferColumns.open(
        folder.resolve("columns"), settled.records(), STRETCH, 1, settled, FileAccess.standard());
  }

  private static void awaitColumns(TransferColumns columns, SettledByChance settled) {
    long whole = settled.recordCount() / STRETCH * STRETCH;
    Awaitility.await().until(() -> columns.recordsWithColumns() == whole);
  }

  private static TransferFilter withCursor(TransferFilter f, String cursor, int limit) {
    return new TransferFilter(
        f.userData64(),
        f.userData32(),
        f.userData128(),
        f.code(),
        f.ledger(),
        f.fromTimestamp(),
        f.toTimestamp(),
        cursor,
        limit);
  }

  /** Walks all pages, each of another size, and does something between them. */
  private static List<Long> walk(
      TransferPages pages,
      SettledByChance settled,
      TransferFilter filter,
      SplittableRandom random,
      Runnable between) {
    List<Long> numbers = new ArrayList<>();
    TransferFilter next = filter;
    while (true) {
      TransferPages.Found found = pages.find(next);
      assertThat(found.steps().size()).isLessThanOrEqualTo(next.limit());
      for (HistoryWalk.Step step : found.steps()) {
        assertThat(settled.says(step.number(), step.record())).isTrue();
        numbers.add(step.number());
      }
      String cursor = TransferPages.cursor(found);
      if (cursor == null) {
        return numbers;
      }
      assertThat(cursor).isNotEqualTo(next.cursor());
      next = withCursor(filter, cursor, 1 + random.nextInt(20));
      between.run();
    }
  }

  private static void checkPages(
      TransferColumns columns, SettledByChance settled, SplittableRandom random, int filters) {
    for (int i = 0; i < filters; i++) {
      int workMax = 1 + random.nextInt(random.nextBoolean() ? 12 : 1_000);
      TransferPages pages =
          new TransferPages(
              columns, new SettledRecords(settled.records()), settled::recordCount, workMax);
      TransferFilter filter = settled.filter();
      assertThat(walk(pages, settled, filter, random, () -> {}))
          .as("%s", filter)
          .isEqualTo(settled.naive(filter));
    }
  }

  @Property(tries = 25)
  void pagesAreThoseOfANaiveFilterOverAllRecords(
      @ForAll @LongRange(min = 0, max = 1L << 40) long seed,
      @ForAll @IntRange(min = 1, max = 900) int count) {
    SplittableRandom random = new SplittableRandom(seed);
    try (SettledByChance settled = new SettledByChance(folder, random)) {
      settled.add(count);
      try (TransferColumns columns = open(settled)) {
        checkPages(columns, settled, random, 40);
        awaitColumns(columns, settled);
        checkPages(columns, settled, random, 60);
      }
      assertThat(settled.failures).isEmpty();
    }
  }

  @Property(tries = 12)
  void pagesStayTheSameAfterARestartWithMissingDamagedAndShortColumns(
      @ForAll @LongRange(min = 0, max = 1L << 40) long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (SettledByChance settled = new SettledByChance(folder, random)) {
      settled.add(STRETCH * 4 + random.nextInt(STRETCH));
      try (TransferColumns columns = open(settled)) {
        awaitColumns(columns, settled);
      }
      int damaged = damageSome(random);
      try (TransferColumns columns = open(settled)) {
        checkPages(columns, settled, random, 40);
        awaitColumns(columns, settled);
        checkPages(columns, settled, random, 60);
      }
      assertThat(damaged).isPositive();
      assertThat(settled.failures).isEmpty();
    }
  }

  /** Damages the first column, and about half of the others. */
  private int damageSome(SplittableRandom random) throws IOException {
    int damaged = 0;
    try (Stream<Path> files = Files.list(folder.resolve("columns"))) {
      for (Path file : files.sorted().toList()) {
        if (damaged == 0 || random.nextBoolean()) {
          damage(file, random);
          damaged++;
        }
      }
    }
    return damaged;
  }

  private static void damage(Path file, SplittableRandom random) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    switch (random.nextInt(3)) {
      case 0 -> Files.delete(file);
      case 1 -> {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bytes);
      }
      default -> Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
    }
  }

  @Property(tries = 15)
  void aWalkMissesNoneAndRepeatsNoneWhileTransfersArriveAndRangesAreSorted(
      @ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    try (SettledByChance settled = new SettledByChance(folder, random)) {
      settled.add(STRETCH - 10);
      try (TransferColumns columns = open(settled)) {
        TransferPages pages =
            new TransferPages(
                columns, new SettledRecords(settled.records()), settled::recordCount, 3);
        for (int i = 0; i < 12; i++) {
          TransferFilter filter = settled.filter();
          List<Long> expected = settled.naive(filter);
          List<Long> found = walk(pages, settled, filter, random, () -> settled.add(7));
          // What came later is not in an answer that began before.
          assertThat(found).as("%s", filter).isEqualTo(expected);
        }
      }
      assertThat(settled.failures).isEmpty();
    }
  }
}
