package io.tallystick.ordering.log;

import static io.tallystick.ordering.log.TestLog.OWNER;
import static io.tallystick.ordering.log.TestLog.SELF;
import static io.tallystick.ordering.log.TestLog.SETTINGS;
import static io.tallystick.ordering.log.TestLog.entry;
import static io.tallystick.ordering.log.TestLog.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.raft.LogEntry;
import io.tallystick.ordering.simulation.SimulatedFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a damaged log still says, and that it never says more than is there. */
class LogSurveyTest {
  private static final int START = LogFormat.SEGMENT_HEADER_BYTES;
  private static final String FIRST = Segment.fileName(1);

  /** A log of one term, an entry a group: no-op, then payloads "entry 2" … "entry n". */
  private static SimulatedFiles log(int entries, int payloadBytes) {
    SimulatedFiles files = new SimulatedFiles();
    TestLog log = new TestLog(files);
    log.accept(0, new HardState(1, SELF, 0), LogEntry.noOp(1, 1));
    log.commit();
    for (int i = 2; i <= entries; i++) {
      String text = "entry " + i + " ";
      log.append(1, text + "x".repeat(Math.max(0, payloadBytes - text.length())));
      log.commit();
    }
    return files;
  }

  private static SurveyedLog survey(SimulatedFiles files) {
    return SurveyedLog.of(files, OWNER, SettledElsewhere.NOTHING);
  }

  private static List<String> whole(SurveyedLog survey) {
    List<String> found = new ArrayList<>();
    survey.forEachWhole(entry -> found.add(entry.index() + ":" + entry.term() + ":" + text(entry)));
    return found;
  }

  private static String newestPayload(SurveyedLog survey) {
    return survey
        .endOfDamage()
        .newestPayload()
        .map(
            found ->
                found.index()
                    + (found.intact() ? " intact " : " damaged ")
                    + new String(found.payload(), StandardCharsets.UTF_8).strip())
        .orElse("none");
  }

  /** Where the group of an entry begins, in a log of one entry a group and of one file. */
  private static int group(SimulatedFiles files, int entry) {
    int at = START;
    byte[] bytes = files.durable(FIRST);
    for (int i = 1; i < entry; i++) {
      int body = (bytes[at + 8] & 0xFF) | (bytes[at + 9] & 0xFF) << 8;
      at = (int) LogFormat.alignToSector(at + LogFormat.GROUP_HEADER_BYTES + body);
    }
    return at;
  }

  @Test
  void aWholeLogHasNoSpots() {
    try (SurveyedLog survey = survey(log(5, 100))) {
      assertThat(survey.spots()).isEmpty();
      assertThat(survey.endOfDamage()).isNull();
    }
  }

  @Test
  void aFlippedPayloadIsOneSpotWithTheDamagedEntryAsItStands() {
    SimulatedFiles files = log(6, 100);
    int group = group(files, 4);
    files.flipBit(FIRST, group + LogFormat.GROUP_HEADER_BYTES + 32 + 90, 2);
    try (SurveyedLog survey = survey(files)) {
      assertThat(survey.spots()).hasSize(1);
      DamagedSpot spot = survey.spots().get(0);
      assertThat(spot.file()).isEqualTo(FIRST);
      assertThat(spot.fromByte()).isEqualTo(group);
      assertThat(spot.toByte()).isEqualTo(group(files, 5));
      assertThat(spot.firstEntry()).isEqualTo(4);
      assertThat(spot.lastEntry()).isEqualTo(4);
      assertThat(newestPayload(survey)).startsWith("4 damaged entry 4");
      assertThat(survey.endOfDamage().complete()).isTrue();
      assertThat(survey.endOfDamage().lastIndex()).isEqualTo(4);
      assertThat(survey.firstWhole()).isEqualTo(5);
      assertThat(whole(survey)).hasSize(2).first().asString().startsWith("5:1:entry 5");
    }
  }

  @Test
  void aGroupWithoutItsHeaderStillShowsItsEntriesIfItsLengthFits() {
    SimulatedFiles files = log(6, 700);
    files.flipBit(FIRST, group(files, 3) + 40, 0);
    try (SurveyedLog survey = survey(files)) {
      assertThat(survey.spots()).hasSize(1);
      assertThat(newestPayload(survey)).startsWith("3 intact entry 3");
      assertThat(survey.firstWhole()).isEqualTo(4);
    }
    SimulatedFiles length = log(6, 700);
    length.flipBit(FIRST, group(length, 3) + GroupHeader.BODY_BYTES_AT + 1, 1);
    try (SurveyedLog survey = survey(length)) {
      assertThat(survey.endOfDamage().complete()).isFalse();
      assertThat(survey.spots().get(0).lastEntry()).isEqualTo(3);
      assertThat(whole(survey)).hasSize(3);
    }
  }

  @Test
  void atTheEndTheLastEntryIsShownAsFarAsItsHeadIsToBeBelieved() {
    SimulatedFiles payload = log(5, 600);
    payload.flipBit(FIRST, group(payload, 5) + LogFormat.GROUP_HEADER_BYTES + 32 + 500, 1);
    try (SurveyedLog survey = survey(payload)) {
      assertThat(newestPayload(survey)).startsWith("5 damaged entry 5");
      assertThat(survey.endOfDamage().lastIndex()).isEqualTo(5);
      assertThat(survey.firstWhole()).isEqualTo(DamagedSpot.UNKNOWN);
      assertThat(survey.spots().get(0).lastEntry()).isEqualTo(DamagedSpot.UNKNOWN);
    }
    SimulatedFiles header = log(5, 600);
    header.flipBit(FIRST, group(header, 5) + 3, 1);
    try (SurveyedLog survey = survey(header)) {
      assertThat(newestPayload(survey)).startsWith("5 intact entry 5");
    }
    for (int at : new int[] {LogFormat.RECORD_LENGTH_AT, LogFormat.RECORD_INDEX_AT}) {
      SimulatedFiles head = log(5, 600);
      head.flipBit(FIRST, group(head, 5) + LogFormat.GROUP_HEADER_BYTES + at, 4);
      try (SurveyedLog survey = survey(head)) {
        assertThat(survey.endOfDamage().complete()).isFalse();
      }
    }
  }

  @Test
  void aGroupWhoseHeaderSaysThatItIsEmptyIsNotBelievedIfSomethingStandsInIt() {
    SimulatedFiles files = log(5, 100);
    byte[] bytes = files.durable(FIRST).clone();
    int group = group(files, 5);
    for (int zeros : new int[] {40, LogFormat.GROUP_HEADER_BYTES}) {
      byte[] damaged = bytes.clone();
      Arrays.fill(damaged, group, group + zeros, (byte) 0);
      files.replace(FIRST, damaged);
      assertThatThrownBy(() -> new TestLog(files.copy()))
          .hasMessageContaining("damaged in file " + FIRST);
      try (SurveyedLog survey = survey(files)) {
        assertThat(survey.spots()).hasSize(1);
        assertThat(survey.endOfDamage().complete()).isFalse();
      }
    }
  }

  @Test
  void ofTwoSpotsTheLastOneCountsAndBothAreNamed() {
    SimulatedFiles files = log(8, 300);
    files.flipBit(FIRST, group(files, 3) + 300, 1);
    files.flipBit(FIRST, group(files, 6) + 300, 1);
    try (SurveyedLog survey = survey(files)) {
      assertThat(survey.spots()).extracting(DamagedSpot::firstEntry).containsExactly(3L, 6L);
      assertThat(survey.firstWhole()).isEqualTo(7);
      assertThat(newestPayload(survey)).startsWith("6 damaged");
    }
  }

  @Test
  void aNoOpBehindThePayloadIsPassedOver() {
    SimulatedFiles files = log(4, 200);
    TestLog log = new TestLog(files);
    log.accept(0, new HardState(2, SELF, 4), LogEntry.noOp(5, 2));
    log.commit();
    files.flipBit(FIRST, group(files, 5) + LogFormat.GROUP_HEADER_BYTES, 0);
    try (SurveyedLog survey = survey(files)) {
      assertThat(newestPayload(survey)).startsWith("4 intact");
      assertThat(survey.endOfDamage().lastIndex()).isEqualTo(5);
      assertThat(survey.endOfDamage().lastTerm()).isEqualTo(2);
      assertThat(survey.hardState().term()).isEqualTo(2);
    }
  }

  /** 64 KiB a file; about 15 entries of 4,000 bytes in each. */
  private static SimulatedFiles severalFiles() {
    SimulatedFiles files = log(50, 4_000);
    assertThat(files.names()).hasSizeGreaterThan(3);
    return files;
  }

  @Test
  void aFileOfZerosIsCoveredByWhatTheNextOneSays() {
    SimulatedFiles files = severalFiles();
    long begin = new TestLogFile(files, 2).startIndex();
    long next = new TestLogFile(files, 3).startIndex();
    files.replace(Segment.fileName(2), new byte[SETTINGS.segmentBytes()]);
    try (SurveyedLog survey = survey(files)) {
      assertThat(survey.endOfDamage().complete()).isFalse();
      assertThat(survey.firstWhole()).isEqualTo(next);
      assertThat(whole(survey)).hasSize((int) (50 - next + 1));
      DamagedSpot last = survey.spots().get(survey.spots().size() - 1);
      assertThat(last.file()).isEqualTo(Segment.fileName(2));
      assertThat(last.firstEntry()).isEqualTo(begin);
      assertThat(last.lastEntry()).isEqualTo(next - 1);
    }
  }

  @Test
  void nothingIsKnownBehindAWipedLastFileOrAMissingOne() {
    SimulatedFiles wiped = severalFiles();
    String last = wiped.names().get(wiped.names().size() - 1);
    wiped.replace(last, new byte[SETTINGS.segmentBytes()]);
    try (SurveyedLog survey = survey(wiped)) {
      assertThat(survey.endOfDamage().complete()).isFalse();
      assertThat(whole(survey)).isEmpty();
    }
    SimulatedFiles missing = severalFiles();
    missing.delete(Segment.fileName(2));
    try (SurveyedLog survey = survey(missing)) {
      assertThat(survey.endOfDamage().complete()).isFalse();
      assertThat(survey.firstWhole()).isEqualTo(new TestLogFile(missing, 3).startIndex());
    }
    SimulatedFiles shortened = severalFiles();
    shortened.replace(last, Arrays.copyOf(shortened.durable(last), START + 8_192));
    try (SurveyedLog survey = survey(shortened)) {
      assertThat(survey.endOfDamage().complete()).isFalse();
      assertThat(whole(survey)).isEmpty();
    }
  }

  @Test
  void aDamagedFileHeadLosesNoEntry() {
    SimulatedFiles files = severalFiles();
    files.flipBit(Segment.fileName(3), 200, 1);
    long begin = new TestLogFile(files, 4).startIndex();
    try (SurveyedLog survey = survey(files)) {
      assertThat(survey.spots()).hasSize(1);
      assertThat(survey.endOfDamage().complete()).isTrue();
      assertThat(survey.endOfDamage().newestPayload()).isPresent();
      assertThat(survey.firstWhole()).isEqualTo(survey.endOfDamage().lastIndex() + 1);
      assertThat(survey.firstWhole()).isLessThan(begin);
      assertThat(whole(survey)).hasSize((int) (50 - survey.firstWhole() + 1));
    }
  }

  @Test
  void aTornEndIsNoDamageUnlessSomethingInItIsKnownAsSettled() {
    SimulatedFiles files = log(4, 2_000);
    byte[] bytes = files.durable(FIRST).clone();
    int group = group(files, 4);
    Arrays.fill(bytes, group + 1_024, group + 1_536, (byte) 0);
    files.replace(FIRST, bytes);
    SettledElsewhere knowsFour = found -> found.index() == 4 && !found.intact();
    try (SurveyedLog survey = survey(files)) {
      assertThat(survey.spots()).isEmpty();
    }
    try (SurveyedLog survey = SurveyedLog.of(files, OWNER, knowsFour)) {
      assertThat(survey.spots()).hasSize(1);
      assertThat(newestPayload(survey)).startsWith("4 damaged entry 4");
    }
    assertThatThrownBy(
            () ->
                LogStore.open(
                    files.copy(), SETTINGS, OWNER, TestLog.ALONE, knowsFour, Runnable::run))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.code()).isEqualTo("ordering_log_damaged"));
    assertThat(new TestLog(files.copy()).contents()).hasSize(3);
  }

  @Test
  void anUnknownVersionOrAnotherReplicasLogIsNoDamage() {
    SimulatedFiles files = log(3, 100);
    byte[] bytes = files.durable(FIRST).clone();
    java.nio.ByteBuffer head =
        java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    head.putInt(8, 2);
    head.putInt(0, LogFormat.crc(head, 4, LogFormat.SEGMENT_HEADER_BYTES - 4));
    files.replace(FIRST, bytes);
    assertThatThrownBy(() -> survey(files))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.code()).isEqualTo("ordering_log_version"));
    assertThatThrownBy(
            () ->
                SurveyedLog.of(log(3, 100), new LogOwner("other", SELF), SettledElsewhere.NOTHING))
        .isInstanceOfSatisfying(
            TallystickException.class,
            e -> assertThat(e.code()).isEqualTo("ordering_log_of_another"));
  }

  @Test
  void aCopyFromAnyPointOnIsALogOfTheSameEntries() {
    SimulatedFiles files = severalFiles();
    files.flipBit(Segment.fileName(2), START + 1_000, 1);
    try (SurveyedLog survey = survey(files)) {
      List<String> expected = whole(survey);
      for (long skipped = 0; skipped <= expected.size(); skipped += 11) {
        SimulatedFiles target = new SimulatedFiles();
        long first = survey.firstWhole() + skipped;
        LogBeginning start =
            new LogBeginning(first, 1, new HardState(7, SELF, first - 1), TestLog.ALONE);
        long kept = LogCopy.write(survey, target, SETTINGS, OWNER, start);
        assertThat(kept).isEqualTo(expected.size() - skipped);
        TestLog copy = new TestLog(target);
        assertThat(copy.store.firstIndex()).isEqualTo(first);
        assertThat(copy.store.term(first - 1)).isEqualTo(1);
        assertThat(copy.store.recoveredHardState().term()).isEqualTo(7);
        assertThat(copy.contents())
            .isEqualTo(
                expected.subList((int) skipped, expected.size()).stream()
                    .map(each -> each.substring(each.indexOf(':') + 1))
                    .toList());
      }
    }
  }

  /** Entries of random sizes and kinds in groups of random sizes, then random damage. */
  @Property(tries = 300)
  void whatASurveySaysWasWritten(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SimulatedFiles files = new SimulatedFiles();
    TestLog log = new TestLog(files);
    List<LogEntry> written = new ArrayList<>();
    long term = 1;
    int groups = 3 + random.nextInt(30);
    for (int i = 0; i < groups; i++) {
      List<LogEntry> group = new ArrayList<>();
      if (random.nextInt(6) == 0) {
        term++;
        group.add(LogEntry.noOp(written.size() + 1, term));
      }
      for (int j = random.nextInt(4); j >= 0; j--) {
        int length = random.nextInt(random.nextBoolean() ? 4_000 : 200);
        long index = (long) written.size() + group.size() + 1;
        group.add(entry(index, term, (index + "#").repeat(length).substring(0, length)));
      }
      written.addAll(group);
      log.accept(0, new HardState(term, SELF, 0), group.toArray(new LogEntry[0]));
      log.commit();
    }
    boolean zeroed = damage(files, random);
    try (SurveyedLog survey = survey(files)) {
      check(survey, written, zeroed);
    }
  }

  /** Whether it left zeros, which at the end may look like a tear. */
  private static boolean damage(SimulatedFiles files, SplittableRandom random) {
    boolean zeroed = false;
    List<String> names = files.names();
    for (int i = random.nextInt(3); i >= 0; i--) {
      String name = names.get(random.nextInt(names.size()));
      byte[] bytes = files.durable(name).clone();
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> {
          Arrays.fill(bytes, at & -512, Math.min(bytes.length, (at & -512) + 512), (byte) 0);
          zeroed = true;
        }
        default -> {
          byte[] garbage = new byte[Math.min(bytes.length - at, 1 + random.nextInt(2_000))];
          random.nextBytes(garbage);
          System.arraycopy(garbage, 0, bytes, at, garbage.length);
        }
      }
      files.replace(name, bytes);
    }
    return zeroed;
  }

  private static void check(SurveyedLog survey, List<LogEntry> written, boolean zeroed) {
    List<LogEntry> whole = new ArrayList<>();
    survey.forEachWhole(whole::add);
    for (int i = 0; i < whole.size(); i++) {
      LogEntry found = whole.get(i);
      LogEntry expected = written.get((int) found.index() - 1);
      assertThat(found.index()).isEqualTo(whole.get(0).index() + i);
      assertThat(found.term()).isEqualTo(expected.term());
      assertThat(found.kind()).isEqualTo(expected.kind());
      assertThat(found.bytes()).isEqualTo(expected.bytes());
    }
    if (!whole.isEmpty() && !zeroed) {
      assertThat(whole.get(whole.size() - 1).index()).isEqualTo(written.size());
    }
    EndOfDamage end = survey.endOfDamage();
    if (end == null || !end.complete() || end.lastIndex() == DamagedSpot.UNKNOWN) {
      return;
    }
    if (!whole.isEmpty()) {
      assertThat(end.lastIndex()).isEqualTo(whole.get(0).index() - 1);
    }
    if (whole.isEmpty() && !zeroed) {
      assertThat(end.lastIndex()).isEqualTo(written.size());
    }
    long newest = 0;
    for (LogEntry entry : written.subList(0, (int) end.lastIndex())) {
      newest = entry.kind() == EntryKind.PAYLOAD ? entry.index() : newest;
    }
    assertThat(end.newestPayload().map(EntryAsFound::index).orElse(0L)).isEqualTo(newest);
    // Of a damaged no-op the term may stand lower than it was, never higher.
    assertThat(end.lastTerm()).isLessThanOrEqualTo(written.get((int) end.lastIndex() - 1).term());
  }

  /** A file's head, read. */
  private record TestLogFile(SimulatedFiles files, long number) {
    long startIndex() {
      java.nio.ByteBuffer head =
          java.nio.ByteBuffer.wrap(files.durable(Segment.fileName(number)))
              .order(java.nio.ByteOrder.LITTLE_ENDIAN);
      return SegmentHeader.decode(head, "test").startIndex();
    }
  }
}
