package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ledger.state.LedgerState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * What a checkpoint tells of itself survives the JVM's optimising compiler, alone in a JVM of its
 * own so that it compiles early. Of ten such runs nine lost every length while a loop wrote them.
 */
class CompiledCheckpointTest {
  private static final int ROUNDS = 120_000;
  private static final String WHOLE = "whole";

  @Test
  void aCompiledCheckpointTellsOfAllItsPages() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-TieredCompilation",
                "-cp",
                System.getProperty("java.class.path"),
                CompiledCheckpointTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains(WHOLE);
  }

  /** The other JVM. */
  public static void main(String[] arguments) {
    LedgerState state = LedgerState.empty(1);
    for (int round = 0; round < ROUNDS; round++) {
      LedgerCheckpoint checkpoint =
          new LedgerCheckpoint(state, (section, page, source, offset, longs) -> {});
      byte[] meta = checkpoint.meta();
      long pages = Arrays.stream(LedgerCheckpoint.pagesOf(meta)).sum();
      if (pages != checkpoint.pagesTotal()) {
        throw new IllegalStateException("round " + round + ": " + pages + " pages");
      }
      checkpoint.abort();
    }
    System.out.println(WHOLE);
  }
}
