package io.tallystick.persistence.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.Poison;
import io.tallystick.persistence.file.TemporaryFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FixedSegmentsTest {
  private static final FamilySettings SMALL = new FamilySettings("small", 24, 7);

  private static FixedSegments open(TemporaryFolder folder, FamilySettings settings) {
    return FixedSegments.open(
        folder.path(), settings, FileAccess.standard(), new Poison(settings.name()));
  }

  private static byte[] recordsOf(List<byte[]> model, int from, int to) {
    byte[] bytes = new byte[(to - from) * 24];
    for (int i = from; i < to; i++) {
      System.arraycopy(model.get(i), 0, bytes, (i - from) * 24, 24);
    }
    return bytes;
  }

  @Property(tries = 60)
  void behavesLikeAListThroughAppendsCutsAndReopening(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 399) Integer> steps) {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      List<byte[]> model = new ArrayList<>();
      FixedSegments segments = open(folder, SMALL);
      Random random = new Random(7);
      for (int step : steps) {
        int argument = step % 100;
        switch (step / 100) {
          case 0, 1 -> {
            byte[] bytes = new byte[(argument % 40) * 24 + 5];
            random.nextBytes(bytes);
            segments.append(bytes, 5, argument % 40);
            for (int i = 0; i < argument % 40; i++) {
              byte[] record = new byte[24];
              System.arraycopy(bytes, 5 + i * 24, record, 0, 24);
              model.add(record);
            }
          }
          case 2 -> {
            int keep = model.size() * argument / 100;
            segments.truncateTo(keep);
            model.subList(keep, model.size()).clear();
          }
          default -> {
            if (argument % 2 == 0) {
              segments.force();
            }
            segments.close();
            segments = open(folder, SMALL);
          }
        }
        assertThat(segments.count()).isEqualTo(model.size());
        int from = model.size() * argument / 100;
        int to = Math.min(model.size(), from + 20);
        byte[] read = new byte[(to - from) * 24];
        segments.read(from, to - from, read, 0);
        assertThat(read).isEqualTo(recordsOf(model, from, to));
      }
      segments.close();
    }
  }

  /** Long runs go past the operating system's cache, short ones through it, in the same file. */
  @Property(tries = 25)
  void longAndShortRunsInOneFileReadAsTheyWereAppended(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 4_000) Integer> runs,
      @ForAll long seed) {
    FamilySettings large = new FamilySettings("large", 176, 9_000);
    try (TemporaryFolder folder = new TemporaryFolder();
        FixedSegments segments = open(folder, large)) {
      Random random = new Random(seed);
      byte[] model = new byte[0];
      for (int run : runs) {
        int records = run % 3 == 0 ? 1 + run % 20 : run;
        byte[] bytes = new byte[records * 176 + 3];
        random.nextBytes(bytes);
        segments.append(bytes, 3, records);
        int before = model.length;
        model = Arrays.copyOf(model, before + records * 176);
        System.arraycopy(bytes, 3, model, before, records * 176);
        int count = model.length / 176;
        if (run % 7 == 0) {
          int keep = random.nextInt(count + 1);
          segments.truncateTo(keep);
          model = Arrays.copyOf(model, keep * 176);
        } else if (run % 5 == 0) {
          segments.force();
        }
        checkSomeRanges(segments, model, random);
      }
    }
  }

  private static void checkSomeRanges(FixedSegments segments, byte[] model, Random random) {
    int count = model.length / 176;
    assertThat(segments.count()).isEqualTo(count);
    for (int i = 0; i < 4; i++) {
      int from = random.nextInt(count + 1);
      int records = i == 0 ? count - from : random.nextInt(count - from + 1);
      byte[] read = new byte[records * 176 + 1];
      segments.read(from, records, read, 1);
      assertThat(Arrays.copyOfRange(read, 1, read.length))
          .isEqualTo(Arrays.copyOfRange(model, from * 176, (from + records) * 176));
    }
  }

  @Test
  void aTornRecordIsCutByTheNextAppend() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      try (FixedSegments segments = open(folder, SMALL)) {
        segments.append(new byte[24 * 10], 0, 10);
      }
      TemporaryFolder.cut(folder.path().resolve("small/small-000000000001.seg"), 2 * 24 + 11);
      try (FixedSegments segments = open(folder, SMALL)) {
        assertThat(segments.count()).isEqualTo(9);
        byte[] next = new byte[24];
        next[0] = 42;
        assertThat(segments.append(next, 0, 1)).isEqualTo(9);
        byte[] read = new byte[24];
        segments.read(9, read, 0);
        assertThat(read).isEqualTo(next);
      }
    }
  }

  @Test
  void filesBehindAShortOneAreNotCounted() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      try (FixedSegments segments = open(folder, SMALL)) {
        segments.append(new byte[24 * 20], 0, 20);
      }
      TemporaryFolder.cut(folder.path().resolve("small/small-000000000000.seg"), 5 * 24);
      try (FixedSegments segments = open(folder, SMALL)) {
        assertThat(segments.count()).isEqualTo(5);
        segments.append(new byte[24 * 2], 0, 2);
        assertThat(segments.count()).isEqualTo(7);
      }
      try (FixedSegments segments = open(folder, SMALL)) {
        assertThat(segments.count()).isEqualTo(7);
      }
    }
  }

  @Test
  void otherSizesThanAtTheStartAreRefused() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      open(folder, SMALL).close();
      assertThatThrownBy(() -> open(folder, new FamilySettings("small", 24, 8)))
          .isInstanceOf(TallystickException.class)
          .hasFieldOrPropertyWithValue("code", "family_layout_differs");
    }
  }

  @Test
  void aReaderSeesEveryRecordAsSoonAsItIsCountedEvenWhenReadersAreInterrupted() throws Exception {
    try (TemporaryFolder folder = new TemporaryFolder();
        FixedSegments segments = open(folder, new FamilySettings("small", 24, 1000))) {
      AtomicBoolean stop = new AtomicBoolean();
      AtomicReference<Throwable> failure = new AtomicReference<>();
      Runnable reader =
          () -> {
            byte[] record = new byte[24];
            Random random = new Random(1);
            try {
              while (!stop.get()) {
                long count = segments.count();
                if (count > 0) {
                  long number =
                      random.nextInt(3) == 0 ? count - 1 : (long) random.nextInt((int) count);
                  segments.read(number, record, 0);
                  assertThat(record[0] & 0xff).isEqualTo((int) (number % 251));
                }
              }
            } catch (RuntimeException | Error e) {
              failure.compareAndSet(null, e);
            }
          };
      Thread steady = new Thread(reader);
      Thread interrupted = new Thread(reader);
      steady.start();
      interrupted.start();
      byte[] record = new byte[24];
      for (int i = 0; i < 20_000; i++) {
        record[0] = (byte) (i % 251);
        segments.append(record, 0, 1);
        if (i % 100 == 0) {
          interrupted.interrupt();
        }
        if (i % 5_000 == 0) {
          segments.force();
        }
      }
      stop.set(true);
      steady.join();
      interrupted.join();
      assertThat(failure.get()).isNull();
    }
  }
}
