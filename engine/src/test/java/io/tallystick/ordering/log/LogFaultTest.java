package io.tallystick.ordering.log;

import static io.tallystick.ordering.log.TestLog.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.simulation.SimulatedFiles;
import io.tallystick.ordering.simulation.SimulatedFiles.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What the disk may do to the log, and what becomes of it. */
class LogFaultTest {
  private static final String FIRST = Segment.fileName(1);
  private static final int START = LogFormat.SEGMENT_HEADER_BYTES;

  private static void assertDamaged(SimulatedFiles files, String... words) {
    assertThatThrownBy(() -> new TestLog(files))
        .isInstanceOfSatisfying(
            TallystickException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.DAMAGED);
              assertThat(e.getMessage()).contains(words);
            });
  }

  private static void assertCode(
      String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  /** Three groups: entries 1, 2; entry 3 of two sectors and more; entry 4 of 2,000 zero bytes. */
  private static SimulatedFiles threeGroups() {
    SimulatedFiles files = new SimulatedFiles();
    TestLog log = new TestLog(files);
    log.append(1, "one", "two");
    log.commit();
    log.append(1, "three".repeat(300));
    log.commit();
    log.append(2, "\0".repeat(2_000));
    log.commit();
    return files;
  }

  private static int groupOffset(SimulatedFiles files, int number) {
    List<String> groups = List.of("first", "second", "third");
    int at = START;
    byte[] bytes = files.durable(FIRST);
    for (int i = 0; i < groups.size(); i++) {
      if (i == number) {
        return at;
      }
      int body =
          (bytes[at + 8] & 0xFF) | (bytes[at + 9] & 0xFF) << 8 | (bytes[at + 10] & 0xFF) << 16;
      at = (int) LogFormat.alignToSector(at + LogFormat.GROUP_HEADER_BYTES + body);
    }
    throw new AssertionError("no group " + number);
  }

  /** Power is lost at any moment, and any of the unforced sectors survive. */
  @Property(tries = 400)
  void whatWasForcedSurvivesAnyTearAndNothingElseIsEverRefused(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SimulatedFiles files = new SimulatedFiles();
    for (int life = 0; life < 4; life++) {
      TestLog log = new TestLog(files);
      int forced = log.contents().size();
      HardState state = log.store.recoveredHardState();
      for (int i = 0; i < random.nextInt(5); i++) {
        state = new HardState(life + 1, null, state.commit() + 1);
        log.accept(0, state, someEntry(log, life + 1, random));
        if (random.nextBoolean()) {
          log.commit();
          forced = (int) log.store.lastIndex();
        }
      }
      List<String> all = log.contents();
      if (random.nextBoolean()) {
        log.append(life + 1, "last words " + "q".repeat(random.nextInt(3_000)));
        all = log.contents();
        log.store.writeGroup();
      }
      files.crash(Loss.values()[random.nextInt(Loss.values().length)], random);
      List<String> found = new TestLog(files).contents();
      assertThat(found).hasSizeGreaterThanOrEqualTo(forced);
      assertThat(found).isEqualTo(all.subList(0, found.size()));
    }
  }

  private static io.tallystick.ordering.raft.LogEntry someEntry(
      TestLog log, long term, SplittableRandom random) {
    String filling = random.nextBoolean() ? "\0" : "f";
    return entry(log.store.lastIndex() + 1, term, filling.repeat(random.nextInt(3_000)));
  }

  /** Every byte of a small log, one bit each: found, or of no consequence. */
  @Test
  void noFlippedBitInDurableBytesIsEverTakenForATearOrForData() {
    SimulatedFiles files = threeGroups();
    List<String> expected = new TestLog(files.copy()).contents();
    int end = groupOffset(files, 2) + 3_000;
    int found = 0;
    for (int offset = 0; offset < end; offset++) {
      SimulatedFiles flipped = files.copy();
      flipped.flipBit(FIRST, offset, offset % 8);
      try {
        assertThat(new TestLog(flipped).contents()).as("offset %s", offset).isEqualTo(expected);
      } catch (TallystickException e) {
        assertThat(e.kind()).isEqualTo(ErrorKind.DAMAGED);
        assertThat(e.getMessage()).contains(FIRST, "offset", "entry");
        found++;
      }
    }
    assertThat(found).isGreaterThan(START + 3_500);
  }

  @Test
  void damageInTheMiddleIsNamedAndNeverCut() {
    SimulatedFiles files = threeGroups();
    int offset = groupOffset(files, 1) + LogFormat.GROUP_HEADER_BYTES + 100;
    files.flipBit(FIRST, offset, 3);
    assertDamaged(
        files,
        FIRST,
        "offset " + (groupOffset(files, 1) + LogFormat.GROUP_HEADER_BYTES),
        "entry 3");
  }

  @Test
  void aWipedGroupThatAnotherFollowsIsDamage() {
    SimulatedFiles files = threeGroups();
    byte[] bytes = files.durable(FIRST).clone();
    Arrays.fill(bytes, groupOffset(files, 1), groupOffset(files, 2), (byte) 0);
    files.replace(FIRST, bytes);
    assertDamaged(files, FIRST, "entry 3");
  }

  @Test
  void aWipedSectorIsDamageIfAGroupFollowsAndATearIfNone() {
    SimulatedFiles middle = threeGroups();
    byte[] bytes = middle.durable(FIRST).clone();
    int at = groupOffset(middle, 1) + 512;
    Arrays.fill(bytes, at, at + 512, (byte) 0);
    middle.replace(FIRST, bytes);
    assertDamaged(middle, FIRST, "entry 3");

    SimulatedFiles last = threeGroups();
    bytes = last.durable(FIRST).clone();
    at = groupOffset(last, 2);
    Arrays.fill(bytes, at, at + 512, (byte) 0);
    last.replace(FIRST, bytes);
    assertThat(new TestLog(last).contents()).hasSize(3);
  }

  @Test
  void aShortenedOrMissingSegmentIsDamage() {
    SimulatedFiles shortened = threeGroups();
    shortened.replace(FIRST, Arrays.copyOf(shortened.durable(FIRST), groupOffset(shortened, 2)));
    assertDamaged(shortened, FIRST, "was made with");

    SimulatedFiles missing = new SimulatedFiles();
    TestLog log = new TestLog(missing);
    for (int i = 0; i < 60; i++) {
      log.append(1, "m".repeat(4_000));
      log.commit();
    }
    SimulatedFiles cutEnd = missing.copy();
    missing.delete(Segment.fileName(2));
    assertDamaged(missing, Segment.fileName(3), "missing");

    byte[] second = cutEnd.durable(Segment.fileName(2)).clone();
    Arrays.fill(second, START + 8_192, second.length, (byte) 0);
    cutEnd.replace(Segment.fileName(2), second);
    assertDamaged(cutEnd, Segment.fileName(2));
  }

  @Test
  void aTornEndLeavesCleanGroundForWhatFollows() {
    // The first sector of the last group never arrived; the others did.
    SimulatedFiles torn = threeGroups();
    byte[] bytes = torn.durable(FIRST).clone();
    int at = groupOffset(torn, 2);
    Arrays.fill(bytes, at, at + 512, (byte) 0);
    bytes[at + 1_600] = 7;
    torn.replace(FIRST, bytes);
    TestLog log = new TestLog(torn);
    assertThat(log.contents()).hasSize(3);
    log.append(3, "after the tear");
    log.commit();
    assertThat(new TestLog(torn).contents()).hasSize(4).endsWith("3:after the tear");
  }

  @Test
  void afterAFailedFsyncNothingIsWrittenOrForcedAgain() {
    SimulatedFiles files = new SimulatedFiles();
    TestLog log = new TestLog(files);
    log.append(1, "safe");
    log.commit();
    log.append(1, "lost");
    log.store.writeGroup();
    files.failForce(true);
    assertCode("ordering_log_failed", log.store::forceGroup);
    files.failForce(false);
    assertCode("ordering_log_failed", log.store::forceGroup);
    assertCode("ordering_log_failed", log.store::writeGroup);
    assertCode("ordering_log_failed", () -> log.append(1, "late"));
    assertThat(log.store.durableSequence()).isEqualTo(1);
    assertThat(log.store.failure()).isNotNull();
  }

  @Test
  void afterAFailedWriteNothingIsWrittenAgain() {
    SimulatedFiles files = new SimulatedFiles();
    TestLog log = new TestLog(files);
    log.append(1, "lost");
    files.failWrite(true);
    assertCode("ordering_log_failed", log.store::writeGroup);
    files.failWrite(false);
    assertCode("ordering_log_failed", log.store::writeGroup);
  }

  @Test
  void aFullDiskIsSaidWithTheFolderBeforeAnythingIsPromised() {
    SimulatedFiles files = new SimulatedFiles();
    files.bytesFree(1_000);
    assertCode("ordering_disk_full", () -> new TestLog(files));

    SimulatedFiles later = new SimulatedFiles();
    later.bytesFree(100 << 10);
    TestLog log = new TestLog(later);
    assertCode(
        "ordering_disk_full",
        () -> {
          for (int i = 0; i < 100; i++) {
            log.append(1, "d".repeat(4_000));
            log.commit();
          }
        });
    long durable = log.store.durableSequence();
    assertThat(new TestLog(later).contents()).hasSize((int) durable);
  }

  @Test
  void aReadOnlyFolderIsSaid() {
    SimulatedFiles files = new SimulatedFiles();
    files.readOnly(true);
    assertCode("ordering_folder_not_writable", () -> new TestLog(files));
    SimulatedFiles later = new SimulatedFiles();
    TestLog log = new TestLog(later);
    later.readOnly(true);
    log.append(1, "no");
    assertCode("ordering_folder_not_writable", log.store::writeGroup);
  }

  @Test
  void damageFoundWhileReadingIsSaidToo() {
    SimulatedFiles files = threeGroups();
    TestLog log = new TestLog(files);
    files.flipBit(FIRST, groupOffset(files, 1) + LogFormat.GROUP_HEADER_BYTES + 200, 1);
    assertCode("ordering_log_damaged", log::contents);
  }
}
