package io.tallystick.persistence.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.FaultyFileAccess;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.TemporaryFolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** The index against a map, through sealing, merging, restarts and crashes. */
class IdIndexModelTest {
  private static final int TABLE = 40;

  private record Id(int kind, long high, long low) {}

  /** What the records say; the index only has to find them. */
  private static final class Model {
    final List<Id> records = new ArrayList<>();
    final Map<Id, Long> numbers = new HashMap<>();

    Id next(SplittableRandom random) {
      return new Id(random.nextInt(2), random.nextInt(3), random.nextInt(2_000));
    }

    boolean matches(int kind, long number, long high, long low) {
      return number < records.size() && records.get((int) number).equals(new Id(kind, high, low));
    }
  }

  private static IdIndex open(TemporaryFolder folder, Model model, FileAccess files) {
    IdIndex index =
        IdIndex.open(
            folder.path(),
            new IndexSettings(TABLE, 3, 100, true),
            model.records.size(),
            number -> {},
            IndexEvents.none(),
            files);
    for (long number = index.coveredThrough() + 1; number < model.records.size(); number++) {
      Id id = model.records.get((int) number);
      index.insert(id.kind(), id.high(), id.low(), number);
    }
    return index;
  }

  private static void insertNew(IdIndex index, Model model, int count, SplittableRandom random) {
    for (int i = 0; i < count; i++) {
      Id id = model.next(random);
      if (!model.numbers.containsKey(id)) {
        long number = model.records.size();
        model.numbers.put(id, number);
        model.records.add(id);
        index.insert(id.kind(), id.high(), id.low(), number);
      }
    }
  }

  private static void assertFindsAll(IdIndex index, Model model, SplittableRandom random) {
    model.numbers.forEach(
        (id, number) ->
            assertThat(index.find(id.kind(), id.high(), id.low(), Long.MAX_VALUE, model::matches))
                .isEqualTo(number));
    for (int i = 0; i < 200; i++) {
      Id id = model.next(random);
      long expected = model.numbers.getOrDefault(id, IdIndex.NONE);
      assertThat(index.find(id.kind(), id.high(), id.low(), Long.MAX_VALUE, model::matches))
          .isEqualTo(expected);
      assertThat(index.find(id.kind(), id.high(), id.low(), expected, model::matches))
          .isEqualTo(IdIndex.NONE);
    }
  }

  @Property(tries = 25)
  void findsWhatAMapFindsThroughSealingMergingAndRestarts(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 9) Integer> steps,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Model model = new Model();
      SplittableRandom random = new SplittableRandom(seed);
      IdIndex index = open(folder, model, FileAccess.standard());
      for (int step : steps) {
        if (step < 6) {
          insertNew(index, model, 20 + step * 15, random);
        } else if (step < 8) {
          index.seal();
        } else {
          index.close();
          index = open(folder, model, FileAccess.standard());
        }
        assertFindsAll(index, model, random);
      }
      index.verify();
      index.close();
    }
  }

  @Property(tries = 40)
  void aCrashBetweenAnyTwoChangesOfTheDiskLosesNothingThatTheRecordsHave(
      @ForAll @IntRange(min = 0, max = 90) int changes,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Model model = new Model();
      SplittableRandom random = new SplittableRandom(seed);
      FaultyFileAccess files = new FaultyFileAccess().crashAfter(changes);
      try (IdIndex index = open(folder, model, files)) {
        for (int i = 0; i < 12; i++) {
          insertNew(index, model, 60, random);
        }
      } catch (TallystickException e) {
        assertThat(e.code()).isEqualTo("write_failed");
      }
      try (IdIndex index = open(folder, model, FileAccess.standard())) {
        insertNew(index, model, 60, random);
        assertFindsAll(index, model, random);
        index.verify();
      }
    }
  }

  @Property(tries = 40)
  void aFlippedBitInAnyFileIsNoticedAndTheIndexRebuiltFromTheRecords(
      @ForAll @LongRange(min = 0, max = 1L << 40) long place,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Model model = new Model();
      SplittableRandom random = new SplittableRandom(seed);
      try (IdIndex index = open(folder, model, FileAccess.standard())) {
        for (int i = 0; i < 5; i++) {
          insertNew(index, model, 80, random);
          index.seal();
        }
        SealedIndex.awaitQuiet(index);
      }
      var files = folder.files();
      var file = files.get((int) (place % files.size()));
      TemporaryFolder.flip(file, place / files.size() % (file.toFile().length() * 8));
      for (int attempt = 0; attempt < 2; attempt++) {
        try (IdIndex index = open(folder, model, FileAccess.standard())) {
          index.verify();
          assertFindsAll(index, model, random);
          return;
        } catch (TallystickException e) {
          assertThat(e.code()).isEqualTo("index_run_damaged");
          assertThat(attempt).as("the second opening rebuilds what the first found bad").isZero();
        }
      }
    }
  }
}
