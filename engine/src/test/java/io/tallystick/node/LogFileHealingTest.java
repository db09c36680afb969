package io.tallystick.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tallystick.base.TallystickException;
import io.tallystick.config.NodeSettings;
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

/** Whole files of a log of several, and a checkpoint from which the sealed batches go on. */
class LogFileHealingTest {
  private static final int ROWS = 8_190;
  private static final int BODIES = 24;
  private static final int BATCHES = 2 + BODIES;
  private static final NodeSettings SETTINGS = NodeFixture.settings(16);

  @TempDir static Path originals;
  private static Path original;
  private static Holdings expected;

  @TempDir Path temporary;

  /** Does something to the log's files, the oldest first. */
  interface Change {
    void to(List<Path> files) throws IOException;
  }

  @BeforeAll
  static void settle() throws Exception {
    original = originals.resolve("data");
    try (LocalNode node = NodeFixture.start(original, SETTINGS)) {
      NodeFixture.begin(node.url());
      for (int i = 0; i < BODIES; i++) {
        NodeFixture.transfers(node.url(), i * ROWS, ROWS);
      }
    }
    assertThat(LogBytes.files(original.resolve("log"))).hasSize(3);
    assertThat(checkpoints(original)).hasSize(1);
    Path looked = originals.resolve("looked");
    NodeFixture.copyTree(original, looked);
    expected = NodeFixture.holdings(looked, SETTINGS, BATCHES);
    assertThat(expected.bob()).contains("\"credits_posted\":\"" + BODIES * ROWS + "\"");
  }

  private static List<Path> checkpoints(Path data) throws IOException {
    try (Stream<Path> all = Files.list(new NodeFolder(data).checkpoints())) {
      return all.toList();
    }
  }

  private static void zero(Path file) throws IOException {
    LogBytes.zero(file, 0, Files.size(file));
  }

  static Stream<Arguments> healed() {
    return Stream.of(
        Arguments.of("first file of zeros", (Change) files -> zero(files.get(0))),
        Arguments.of("middle file of zeros", (Change) files -> zero(files.get(1))),
        Arguments.of(
            "all files but the last of zeros",
            (Change)
                files -> {
                  zero(files.get(0));
                  zero(files.get(1));
                }),
        Arguments.of("middle file missing", (Change) files -> Files.delete(files.get(1))),
        Arguments.of(
            "middle file of other bytes",
            (Change) files -> LogBytes.garbage(files.get(1), 0, Files.size(files.get(1)))),
        Arguments.of(
            "heads of all files",
            (Change)
                files -> {
                  for (Path file : files) {
                    LogBytes.flip(file, 300, 1);
                  }
                }),
        Arguments.of(
            "a bit in every file",
            (Change)
                files -> {
                  for (Path file : files) {
                    LogBytes.flip(file, 3_000_000, 1);
                  }
                }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("healed")
  void isHealedFromTheCheckpointAndTheSealedBatches(String name, Change change) throws Exception {
    Path data = temporary.resolve("data");
    NodeFixture.copyTree(original, data);
    change.to(LogBytes.files(data.resolve("log")));
    assertThat(NodeFixture.holdings(data, SETTINGS, BATCHES)).isEqualTo(expected);
    assertThat(data.resolve("log.damaged-1")).exists();
    assertThat(NodeFixture.holdings(data, SETTINGS, BATCHES)).as("once more").isEqualTo(expected);
    assertThat(data.resolve("log.damaged-2")).doesNotExist();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("last file of zeros", (Change) files -> zero(files.get(2))),
        Arguments.of(
            "last file cut short",
            (Change)
                files -> {
                  byte[] bytes = Files.readAllBytes(files.get(2));
                  Files.write(files.get(2), java.util.Arrays.copyOf(bytes, 2_000_000));
                }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedWhereNothingSaysWhatTheEndHeld(String name, Change change) throws Exception {
    Path data = temporary.resolve("data");
    NodeFixture.copyTree(original, data);
    change.to(LogBytes.files(data.resolve("log")));
    List<String> before = NodeFixture.fingerprint(data.resolve("log"));
    TallystickException problem =
        catchThrowableOfType(
            TallystickException.class, () -> NodeFixture.start(data, SETTINGS).close());
    assertThat(problem.code()).isEqualTo("ordering_log_damaged");
    assertThat(problem).hasMessageContaining("segment-0000000000000003.raft");
    assertThat(NodeFixture.fingerprint(data.resolve("log"))).isEqualTo(before);
  }

  @Test
  void isHealedFromAllSealedBatchesIfNoCheckpointIsWhole() throws Exception {
    Path data = temporary.resolve("data");
    NodeFixture.copyTree(original, data);
    zero(LogBytes.files(data.resolve("log")).get(1));
    LogBytes.flip(checkpoints(data).get(0), 5_000, 1);
    assertThat(NodeFixture.holdings(data, SETTINGS, BATCHES)).isEqualTo(expected);
  }
}
