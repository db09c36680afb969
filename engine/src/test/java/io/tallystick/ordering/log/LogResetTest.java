package io.tallystick.ordering.log;

import static io.tallystick.ordering.log.TestLog.SELF;
import static io.tallystick.ordering.log.TestLog.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.raft.LogEntry;
import io.tallystick.ordering.raft.LogStart;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ordering.simulation.SimulatedFiles;
import io.tallystick.ordering.simulation.SimulatedFiles.Loss;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A log that is begun anew after an index, since the history up to there came another way. */
class LogResetTest {
  private static final Membership MEMBERS = Membership.ofVoters(List.of(SELF, new ReplicaId(2, 1)));
  private static final LogStart START = new LogStart(100, 7, MEMBERS);
  private static final HardState AFTER = new HardState(9, SELF, 100);

  private static void reset(TestLog log, LogEntry... entries) {
    log.store.accept(new LogWrite(1_000, AFTER, START, 0, List.of(entries)));
  }

  private static List<String> segments(SimulatedFiles files) {
    return files.names().stream().filter(Segment::isSegment).toList();
  }

  private static void assertBegunAnew(TestLog log, String... contents) {
    assertThat(log.contents()).containsExactly(contents);
    assertThat(log.store.firstIndex()).isEqualTo(101);
    assertThat(log.store.term(100)).isEqualTo(7);
    assertThat(log.store.term(99)).isEqualTo(-1);
  }

  @Test
  void itHoldsWhatFollowsAndNothingFromBefore() {
    SimulatedFiles files = new SimulatedFiles();
    TestLog log = new TestLog(files);
    log.append(1, "old one", "old two");
    log.commit();
    log.append(2, "never written");
    reset(log);
    assertBegunAnew(log);
    log.append(9, "new one");
    log.commit();
    assertBegunAnew(log, "9:new one");
    assertThat(segments(files)).as("the old file is gone").hasSize(1);

    TestLog reopened = new TestLog(files);
    assertBegunAnew(reopened, "9:new one");
    assertThat(reopened.store.recoveredHardState()).isEqualTo(new HardState(9, null, 0));
    assertThat(reopened.store.recoveredMemberships()).isEqualTo(Map.of(100L, MEMBERS));
  }

  @Test
  void whatComesWithTheNewStartIsThereAndDurableWithIt() {
    SimulatedFiles files = new SimulatedFiles();
    TestLog log = new TestLog(files);
    log.append(1, "old");
    reset(log, entry(101, 9, "new one"), entry(102, 9, "new two"));
    log.store.writeGroup();
    log.store.forceGroup();
    while (log.store.durableSequence() < 1_000) {
      log.store.writeGroup();
      log.store.forceGroup();
    }
    files.crash(Loss.ALL, new SplittableRandom(1));
    TestLog reopened = new TestLog(files);
    assertBegunAnew(reopened, "9:new one", "9:new two");
    assertThat(reopened.store.recoveredHardState()).isEqualTo(AFTER);
  }

  @Test
  void itGrowsIsCutAndBegunAnewAgain() {
    SimulatedFiles files = new SimulatedFiles();
    TestLog log = new TestLog(files);
    reset(log);
    for (int i = 0; i < 100; i++) {
      log.append(9, "x".repeat(3_000));
      log.commit();
    }
    assertThat(segments(files)).hasSizeGreaterThan(3);
    log.store.cutBefore(180);
    long first = log.store.firstIndex();
    assertThat(first).isGreaterThan(101);
    assertThat(new TestLog(files.copy()).store.firstIndex()).isEqualTo(first);
    LogStart again = new LogStart(500, 9, MEMBERS);
    log.store.accept(new LogWrite(2_000, new HardState(9, null, 500), again, 0, List.of()));
    log.commit();
    TestLog reopened = new TestLog(files);
    assertThat(reopened.store.firstIndex()).isEqualTo(501);
    assertThat(reopened.store.lastIndex()).isEqualTo(500);
  }

  @Test
  void aCrashAtAnyStepLeavesTheOldLogWholeOrTheNewOne() {
    int step = 0;
    boolean finished = false;
    int old = 0;
    while (!finished) {
      SimulatedFiles disk = new SimulatedFiles();
      StoppingFiles files = new StoppingFiles(disk);
      TestLog log = new TestLog(files);
      for (int i = 0; i < 60; i++) {
        log.append(1, "y".repeat(3_000));
        log.commit();
      }
      List<String> before = log.contents();
      assertThat(segments(disk)).as("several files to be dropped").hasSizeGreaterThan(2);
      files.stopAfter(step++);
      reset(log);
      finished = commits(log);
      disk.crash(Loss.values()[step % Loss.values().length], new SplittableRandom(step));
      TestLog reopened = new TestLog(disk);
      if (reopened.store.firstIndex() == 1) {
        assertThat(finished).isFalse();
        assertThat(reopened.contents()).isEqualTo(before);
        old++;
      } else {
        assertBegunAnew(reopened);
        assertThat(reopened.store.recoveredHardState()).isEqualTo(AFTER);
        assertThat(segments(disk)).as("void files are dropped at the latest now").hasSize(1);
      }
    }
    assertThat(old).isPositive();
    assertThat(step).isGreaterThan(old + 1);
  }

  private static boolean commits(TestLog log) {
    try {
      log.commit();
      return true;
    } catch (TallystickException stopped) {
      return false;
    }
  }

  /** They are no part of the log any more, whatever they hold. */
  @Test
  void damageInFilesThatAreVoidDoesNotMatter() {
    SimulatedFiles disk = new SimulatedFiles();
    StoppingFiles files = new StoppingFiles(disk);
    TestLog log = new TestLog(files);
    log.append(1, "old");
    log.commit();
    files.keepDeleted(true);
    reset(log);
    log.commit();
    assertThat(segments(disk)).hasSize(2);
    disk.flipBit(Segment.fileName(1), 100, 3);
    assertBegunAnew(new TestLog(disk));
    assertThat(segments(disk)).hasSize(1);
  }

  @Test
  void aReaderOfTheOldLogFindsNothingOfItInTheNewOne() {
    SimulatedFiles files = new SimulatedFiles();
    TestLog log = new TestLog(files);
    log.append(1, "old one", "old two");
    log.commit();
    EntryReader reader = log.store.reader();
    assertThat(TestLog.text(reader.read(1, 1))).isEqualTo("old one");
    reset(log, entry(101, 9, "new"));
    log.commit();
    assertThat(TestLog.text(reader.read(101, 101))).isEqualTo("new");
    assertThatThrownBy(() -> reader.read(2, 101)).isInstanceOf(TallystickException.class);
  }

  /** Does so many more steps, then fails for ever, as if the process had ended there. */
  private static final class StoppingFiles implements LogFiles {
    private final SimulatedFiles disk;
    private int stepsLeft = Integer.MAX_VALUE;
    private boolean keepDeleted;

    StoppingFiles(SimulatedFiles disk) {
      this.disk = disk;
    }

    void stopAfter(int steps) {
      stepsLeft = steps;
    }

    void keepDeleted(boolean keep) {
      keepDeleted = keep;
    }

    private void step() throws IOException {
      if (stepsLeft-- <= 0) {
        stepsLeft = 0;
        throw new IOException("the process has ended");
      }
    }

    @Override
    public List<String> names() throws IOException {
      return disk.names();
    }

    @Override
    public LogFile create(String name, long bytes) throws IOException {
      step();
      return new StoppingFile(disk.create(name, bytes));
    }

    @Override
    public LogFile open(String name) throws IOException {
      return new StoppingFile(disk.open(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
      step();
      if (!keepDeleted || !Segment.isVoid(to)) {
        disk.rename(from, to);
      }
    }

    @Override
    public void delete(String name) throws IOException {
      step();
      if (!keepDeleted) {
        disk.delete(name);
      }
    }

    @Override
    public String describe() {
      return disk.describe();
    }

    @Override
    public void close() throws IOException {
      disk.close();
    }

    private final class StoppingFile implements LogFile {
      private final LogFile file;

      StoppingFile(LogFile file) {
        this.file = file;
      }

      @Override
      public String name() {
        return file.name();
      }

      @Override
      public long size() throws IOException {
        return file.size();
      }

      @Override
      public void write(ByteBuffer source, long position) throws IOException {
        step();
        file.write(source, position);
      }

      @Override
      public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
      }

      @Override
      public void force() throws IOException {
        step();
        file.force();
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    }
  }
}
