package io.tallystick.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.config.NodeSettings;
import io.tallystick.node.LogBytes.Batch;
import io.tallystick.node.NodeFixture.Holdings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damage in the ordering log of a node of one, in real files: healed from the sealed batches with
 * the same hashes and balances, or refused with nothing changed.
 */
class LogHealingTest {
  private static final NodeSettings SETTINGS = NodeFixture.settings(1_024);

  /** Ledger, accounts, then one transfer each; the last batch has ten. */
  private static final int BATCHES = 12;

  @TempDir static Path originals;
  private static Path original;
  private static Holdings expected;

  @TempDir Path temporary;

  /** Does something to a data folder. */
  interface Change {
    void to(Path data, List<Batch> log) throws IOException;
  }

  @BeforeAll
  static void settle() throws Exception {
    original = originals.resolve("data");
    try (LocalNode node = NodeFixture.start(original, SETTINGS)) {
      NodeFixture.begin(node.url());
      for (int i = 3; i < BATCHES; i++) {
        NodeFixture.transfers(node.url(), i, 1);
      }
      NodeFixture.transfers(node.url(), 100, 10);
    }
    assertThat(LogBytes.batches(original.resolve("log"))).hasSize(BATCHES);
    Path looked = originals.resolve("looked");
    NodeFixture.copyTree(original, looked);
    expected = NodeFixture.holdings(looked, SETTINGS, BATCHES);
    assertThat(expected.bob()).contains("\"credits_posted\":\"19\"");
  }

  private static Change payload(int height) {
    return (data, log) -> {
      Batch batch = log.get(height - 1);
      LogBytes.flip(batch.file(), batch.payload() + batch.payloadBytes() - 2, 3);
    };
  }

  /** One bit of a field of a record's head. */
  private static Change recordHead(int height, int at) {
    return (data, log) ->
        LogBytes.flip(log.get(height - 1).file(), log.get(height - 1).record() + at, 2);
  }

  private static Change groupHead(int height, int at) {
    return (data, log) ->
        LogBytes.flip(log.get(height - 1).file(), log.get(height - 1).group() + at, 2);
  }

  private static Change sealedThrough(long height) {
    return (data, log) -> NodeFixture.cutSegments(data, height);
  }

  private static Change both(Change one, Change other) {
    return (data, log) -> {
      one.to(data, log);
      other.to(data, log);
    };
  }

  private static Change lastGroup(int fromByte, int toByte) {
    return (data, log) -> {
      Batch last = log.get(BATCHES - 1);
      LogBytes.zero(last.file(), last.group() + fromByte, last.group() + toByte);
    };
  }

  static Stream<Arguments> healed() {
    return Stream.of(
        Arguments.of("payload of the first batch", payload(1)),
        Arguments.of("payload in the middle", payload(6)),
        Arguments.of("payload of the last but one", payload(BATCHES - 1)),
        Arguments.of("payload of the last", payload(BATCHES)),
        Arguments.of("checksum of a record", recordHead(6, 0)),
        Arguments.of("length of a record", recordHead(6, 4)),
        Arguments.of("index of a record", recordHead(6, 8)),
        Arguments.of("term of a record", recordHead(6, 16)),
        Arguments.of("kind of a record", recordHead(6, 24)),
        Arguments.of("checksum of the last record", recordHead(BATCHES, 0)),
        Arguments.of("head of the first group with a batch", groupHead(1, 4)),
        Arguments.of("length of a group", groupHead(6, 8)),
        Arguments.of("number of a group", groupHead(6, 32)),
        Arguments.of("hard state of the last group", groupHead(BATCHES, 40)),
        Arguments.of("two spots", both(payload(4), payload(8))),
        Arguments.of("two spots, the last batch one of them", both(payload(4), payload(BATCHES))),
        Arguments.of(
            "the no-op before the first batch",
            (Change)
                (data, log) ->
                    LogBytes.flip(
                        log.get(0).file(), LogBytes.firstRecord(log.get(0).file()) + 8, 0)),
        Arguments.of(
            "the file's head", (Change) (data, log) -> LogBytes.flip(log.get(0).file(), 1_000, 0)),
        Arguments.of(
            "half of the log of other bytes",
            (Change)
                (data, log) ->
                    LogBytes.garbage(log.get(0).file(), log.get(1).group(), log.get(7).group())),
        Arguments.of(
            "half of the log of zeros",
            (Change)
                (data, log) ->
                    LogBytes.zero(log.get(0).file(), log.get(1).group(), log.get(7).group())),
        Arguments.of("a lost sector of the last group", lastGroup(512, 1_024)),
        Arguments.of(
            "damage below what is sealed, batches behind it only in the log",
            both(payload(5), sealedThrough(8))),
        Arguments.of(
            "the newest sealed batch is the damaged one", both(payload(8), sealedThrough(8))),
        Arguments.of(
            "the two newest sealed batches are the damaged ones",
            both(both(payload(7), payload(8)), sealedThrough(8))),
        Arguments.of(
            "the newest sealed batch's group has no header",
            both(groupHead(8, 50), sealedThrough(8))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("healed")
  void isHealedWithTheSameHashesAndBalances(String name, Change change) throws Exception {
    Path data = copy();
    change.to(data, LogBytes.batches(data.resolve("log")));
    List<String> damaged = NodeFixture.fingerprint(data.resolve("log"));

    assertThat(NodeFixture.holdings(data, SETTINGS, BATCHES)).isEqualTo(expected);

    assertThat(NodeFixture.fingerprint(data.resolve("log.damaged-1"))).isEqualTo(damaged);
    assertThat(data.resolve("log.healing")).doesNotExist();
    try (LocalNode node = NodeFixture.start(data, SETTINGS)) {
      assertThat(NodeFixture.transfers(node.url(), 105, 1)).contains("\"result\":\"exists\"");
      assertThat(NodeFixture.transfers(node.url(), 3, 1)).contains("\"result\":\"exists\"");
      assertThat(NodeFixture.transfers(node.url(), 500, 1)).contains("\"result\":\"created\"");
    }
    assertThat(NodeFixture.verify(data, new ChainHead(BATCHES, expected.hash())).damages())
        .isEmpty();
    assertThat(data.resolve("log.damaged-2")).doesNotExist();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            "damage past what is sealed",
            both(payload(9), sealedThrough(7)),
            "ordering_log_damaged",
            "height 7"),
        Arguments.of(
            "the batch after the newest sealed one",
            both(payload(8), sealedThrough(7)),
            "ordering_log_damaged",
            "entries 9 … 9"),
        Arguments.of(
            "the newest sealed batch and the one after it",
            both(both(payload(8), payload(9)), sealedThrough(8)),
            "ordering_log_damaged",
            "height 8"),
        Arguments.of(
            "the newest sealed batch is damaged past recognition",
            both(recordHead(8, 8), sealedThrough(8)),
            "ordering_log_damaged",
            "height 8"),
        Arguments.of(
            "the last batch, sealed, by its record's length",
            recordHead(BATCHES, 4),
            "ordering_log_damaged",
            "rebuild --from-cassandra"),
        Arguments.of(
            "the last batch, sealed, by its record's index",
            recordHead(BATCHES, 8),
            "ordering_log_damaged",
            "segment-0000000000000001.raft"),
        Arguments.of(
            "the last group's length",
            groupHead(BATCHES, 8),
            "ordering_log_damaged",
            "entries 13 … ?"),
        Arguments.of(
            "all of the only file",
            (Change)
                (data, log) -> LogBytes.zero(log.get(0).file(), 0, Files.size(log.get(0).file())),
            "ordering_log_damaged",
            "bytes 0 … 4096"),
        Arguments.of(
            "the last group's first sector, like a tear, but its batch is sealed",
            lastGroup(0, 512),
            "log_ends_early",
            "height 12"),
        Arguments.of(
            "no log at all",
            (Change)
                (data, log) -> {
                  for (Path file : LogBytes.files(data.resolve("log"))) {
                    Files.delete(file);
                  }
                },
            "log_ends_early",
            "height 12"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedAndSaysWhy(String name, Change change, String code, String words) throws Exception {
    Path data = copy();
    change.to(data, LogBytes.batches(data.resolve("log")));
    List<String> damaged = NodeFixture.fingerprint(data.resolve("log"));

    TallystickException problem = refusal(data);

    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.kind()).isEqualTo(ErrorKind.DAMAGED);
    assertThat(problem).hasMessageContaining(words);
    assertThat(problem).hasMessageContaining("Keep the data folder");
    assertThat(NodeExit.of(problem)).isEqualTo(NodeExit.DAMAGED);
    if (code.equals("ordering_log_damaged")) {
      assertThat(NodeFixture.fingerprint(data.resolve("log"))).isEqualTo(damaged);
    }
    assertThat(data.resolve("log.damaged-1")).doesNotExist();
    assertThat(data.resolve("log.healing")).doesNotExist();
    assertThat(refusal(data).code()).as("at the next start").isEqualTo(code);
  }

  private static TallystickException refusal(Path data) {
    return catchThrowableOfType(
        TallystickException.class, () -> NodeFixture.start(data, SETTINGS).close());
  }

  @Test
  void aTornEndThatNoSealedBatchKnowsIsCutAsBefore() throws Exception {
    Path data = copy();
    lastGroup(512, 1_024).to(data, LogBytes.batches(data.resolve("log")));
    NodeFixture.cutSegments(data, BATCHES - 1);
    Holdings found = NodeFixture.holdings(data, SETTINGS, BATCHES - 1);
    assertThat(found.bob()).contains("\"credits_posted\":\"9\"");
    assertThat(data.resolve("log.damaged-1")).doesNotExist();
  }

  @Test
  void aHealedLogIsHealedAgainWhenItIsDamagedAgain() throws Exception {
    Path data = copy();
    NodeFixture.cutSegments(data, 8);
    payload(5).to(data, LogBytes.batches(data.resolve("log")));
    assertThat(NodeFixture.holdings(data, SETTINGS, BATCHES)).isEqualTo(expected);
    List<Batch> kept = LogBytes.batches(data.resolve("log"));
    assertThat(kept).hasSizeGreaterThanOrEqualTo(BATCHES - 8);
    LogBytes.flip(kept.get(1).file(), kept.get(1).payload() + 9, 1);
    assertThat(NodeFixture.holdings(data, SETTINGS, BATCHES)).isEqualTo(expected);
    assertThat(data.resolve("log.damaged-2")).exists();
  }

  private Path copy() throws IOException {
    Path data = temporary.resolve("data");
    NodeFixture.copyTree(original, data);
    return data;
  }
}
