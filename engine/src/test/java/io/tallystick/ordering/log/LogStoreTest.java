package io.tallystick.ordering.log;

import static io.tallystick.ordering.log.TestLog.ALONE;
import static io.tallystick.ordering.log.TestLog.OWNER;
import static io.tallystick.ordering.log.TestLog.SELF;
import static io.tallystick.ordering.log.TestLog.SETTINGS;
import static io.tallystick.ordering.log.TestLog.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.raft.LogEntry;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ordering.simulation.SimulatedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogStoreTest {
  @TempDir Path folder;

  @Test
  void whatWasForcedIsThereAfterReopeningRealFiles() {
    List<String> expected;
    try (TestLog log = new TestLog(DiskLogFiles.open(folder))) {
      for (int i = 0; i < 200; i++) {
        log.append(1 + i / 50, "entry " + i, "x".repeat(i * 20));
      }
      log.commit();
      expected = log.contents();
      assertThat(expected).hasSize(400);
    }
    try (TestLog log = new TestLog(DiskLogFiles.open(folder))) {
      assertThat(log.contents()).isEqualTo(expected);
      assertThat(log.store.recoveredHardState()).isEqualTo(new HardState(4, null, 0));
    }
  }

  @Test
  void whatWaitsSharesOneFsync() {
    SimulatedFiles files = new SimulatedFiles();
    TestLog log = new TestLog(files);
    for (int i = 0; i < 20; i++) {
      log.append(1, "small " + i);
    }
    assertThat(log.store.writeGroup()).isTrue();
    assertThat(log.store.forceGroup()).isEqualTo(20);
    assertThat(log.store.writeGroup()).isFalse();
    assertThat(new TestLog(files).contents()).hasSize(20);
  }

  @Test
  void aWriteLargerThanAGroupIsReportedOnlyWhenAllOfItIsDurable() {
    SimulatedFiles files = new SimulatedFiles();
    TestLog log = new TestLog(files);
    log.accept(0, new HardState(1, null, 0), entry(1, 1, "a"));
    LogEntry[] many = new LogEntry[5];
    for (int i = 0; i < many.length; i++) {
      many[i] = entry(2 + i, 2, "b".repeat(3_000));
    }
    long large = log.accept(0, new HardState(2, SELF, 1), many);
    log.store.writeGroup();
    assertThat(log.store.forceGroup()).isEqualTo(large - 1);
    files.crash(SimulatedFiles.Loss.ALL, new SplittableRandom(1));
    TestLog reopened = new TestLog(files.copy());
    assertThat(reopened.store.recoveredHardState()).isEqualTo(new HardState(1, null, 0));
    log.commit();
    assertThat(log.store.durableSequence()).isEqualTo(large);
    assertThat(new TestLog(files).store.recoveredHardState()).isEqualTo(new HardState(2, SELF, 1));
  }

  @Test
  void aVoteWithoutEntriesIsDurableToo() {
    SimulatedFiles files = new SimulatedFiles();
    TestLog log = new TestLog(files);
    log.accept(0, new HardState(7, new ReplicaId(3, 2), 0));
    log.commit();
    files.crash(SimulatedFiles.Loss.ALL, new SplittableRandom(1));
    assertThat(new TestLog(files).store.recoveredHardState())
        .isEqualTo(new HardState(7, new ReplicaId(3, 2), 0));
  }

  @Test
  void recentEntriesAreTheSameObjectAndOlderOnesComeFromTheFile() {
    TestLog log = new TestLog(new SimulatedFiles(), new LogSettings(64 << 10, 4_096, 8_192, 1_000));
    LogEntry[] entries = new LogEntry[10];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = entry(1 + i, 1, "y".repeat(400));
    }
    log.accept(0, HardState.EMPTY, entries);
    EntryReader reader = log.store.reader();
    assertThat(reader.read(1, 10)).as("not yet written").isSameAs(entries[0]);
    log.commit();
    assertThat(reader.read(10, 10)).isSameAs(entries[9]);
    assertThat(reader.read(1, 10)).isNotSameAs(entries[0]);
    assertThat(reader.read(1, 10).length()).isEqualTo(400);
  }

  @Test
  void wholeSegmentsAreCutAndTheRestStandsAlone() {
    SimulatedFiles files = new SimulatedFiles();
    TestLog log = new TestLog(files);
    Membership four = ALONE.withLearner(new ReplicaId(4, 1));
    log.accept(0, new HardState(3, SELF, 0), entry(1, 3, "first"));
    log.accept(
        0, new HardState(3, SELF, 1), LogEntry.of(2, 3, EntryKind.MEMBERSHIP, four.encode()));
    for (int i = 0; i < 100; i++) {
      log.append(3, "z".repeat(4_000));
      log.commit();
    }
    int before = files.names().size();
    log.store.cutBefore(90);
    assertThat(log.store.firstIndex()).isBetween(60L, 90L);
    assertThat(files.names()).hasSizeLessThan(before);
    List<String> left = log.contents();
    TestLog reopened = new TestLog(files);
    assertThat(reopened.contents()).isEqualTo(left);
    assertThat(reopened.store.term(reopened.store.firstIndex() - 1)).isEqualTo(3);
    assertThat(reopened.store.recoveredMemberships().lastEntry().getValue()).isEqualTo(four);
    assertThat(reopened.store.recoveredHardState().term()).isEqualTo(3);
    log.store.cutBefore(Long.MAX_VALUE);
    assertThat(log.store.lastIndex()).as("the newest segment stays").isEqualTo(102);
  }

  @Test
  void anOldSegmentsFileBecomesTheNextOneWithNothingOfItLeft(@TempDir Path folder)
      throws IOException {
    try (DiskLogFiles files = DiskLogFiles.open(folder)) {
      TestLog log = new TestLog(files);
      fill(log, 60, "old");
      Path spare = folder.resolve(Segment.spareName(0));
      assertThat(spare).doesNotExist();
      log.store.cutBefore(55);
      assertThat(spare).hasSize(TestLog.SETTINGS.segmentBytes());
      assertThat(Files.readString(spare, StandardCharsets.ISO_8859_1)).contains("old");
      fill(log, 20, "new");
      assertThat(spare).as("it is the next segment now").doesNotExist();
      List<String> contents = log.contents();
      assertThat(contents).hasSizeGreaterThanOrEqualTo(25).endsWith("1:" + "new".repeat(1_200));
      log.store.cutBefore(70);
      List<String> left = log.contents();
      log.close();
      assertThat(spare).exists();
      TestLog reopened = new TestLog(files);
      assertThat(spare).as("what was kept is void at the next start").doesNotExist();
      assertThat(reopened.contents()).isEqualTo(left);
      reopened.close();
    }
  }

  private static void fill(TestLog log, int entries, String word) {
    for (int i = 0; i < entries; i++) {
      log.append(1, word.repeat(1_200));
      log.commit();
    }
  }

  @Test
  void aSegmentWhoseStartWasReplacedDoesNotBecomeTheStartOfTheLog() {
    SimulatedFiles files = new SimulatedFiles();
    TestLog log = new TestLog(files);
    for (int i = 0; i < 20; i++) {
      log.append(1, "a".repeat(4_000));
      log.commit();
    }
    log.accept(10, new HardState(2, null, 0), entry(10, 2, "other"));
    log.commit();
    log.store.cutBefore(11);
    assertThat(log.store.firstIndex()).isEqualTo(1);
    List<String> contents = log.contents();
    assertThat(contents).hasSize(10).endsWith("2:other");
    TestLog reopened = new TestLog(files);
    reopened.store.cutBefore(11);
    assertThat(reopened.contents()).isEqualTo(contents);
  }

  @Test
  void anotherReplicasLogIsRefused() {
    SimulatedFiles files = new SimulatedFiles();
    new TestLog(files).close();
    assertThatThrownBy(
            () ->
                LogStore.open(
                    files,
                    SETTINGS,
                    new LogOwner("test", new ReplicaId(1, 2)),
                    ALONE,
                    Runnable::run))
        .isInstanceOfSatisfying(
            TallystickException.class,
            e -> assertThat(e.code()).isEqualTo("ordering_log_of_another"));
    assertThat(OWNER.replica()).isEqualTo(SELF);
  }

  @Test
  void settingsThatContradictEachOtherAreNamed() {
    assertThat(new LogSettings(1_000, 10, 10, -1).problems()).hasSize(5);
    assertThat(LogSettings.defaults().problems()).isEmpty();
  }

  /** A list of {@code term:text} is the model. */
  @Property(tries = 60)
  void anyOrderOfAppendingTruncatingCuttingAndReopeningKeepsTheModel(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SimulatedFiles files = new SimulatedFiles();
    LogSettings settings = new LogSettings(64 << 10, 4_096, 8_192, random.nextInt(3) * 5_000L);
    TestLog log = new TestLog(files, settings);
    TreeMap<Long, String> model = new TreeMap<>();
    long term = 1;
    for (int step = 0; step < 120; step++) {
      long last = log.store.lastIndex();
      switch (random.nextInt(10)) {
        case 0 -> log.commit();
        case 1 -> {
          log.commit();
          log = new TestLog(files, settings);
        }
        case 2 -> {
          term++;
          long first = log.store.firstIndex();
          if (last > first) {
            long from = random.nextLong(Math.max(first + 1, last - 30), last + 1);
            String text = text(random);
            log.accept(from, new HardState(term, null, 0), entry(from, term, text));
            model.tailMap(from, true).clear();
            model.put(from, term + ":" + text);
          }
        }
        case 3 -> {
          if (last > 50) {
            log.commit();
            log.store.cutBefore(last - 40);
            model.headMap(log.store.firstIndex(), false).clear();
          }
        }
        default -> {
          for (int i = random.nextInt(12); i >= 0; i--) {
            String text = text(random);
            log.append(term, text);
            model.put(log.store.lastIndex(), term + ":" + text);
          }
        }
      }
      if (!model.isEmpty()) {
        assertThat(log.store.firstIndex()).isEqualTo(model.firstKey());
        assertThat(log.store.lastIndex()).isEqualTo(model.lastKey());
      }
    }
    log.commit();
    assertThat(log.contents()).isEqualTo(new ArrayList<>(model.values()));
    assertThat(new TestLog(files, settings).contents()).isEqualTo(new ArrayList<>(model.values()));
  }

  private static String text(SplittableRandom random) {
    return String.join("", Collections.nCopies(random.nextInt(300), "" + random.nextInt(10)));
  }
}
