package io.tallystick.load.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class CostsCommandTest {
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return CostsCommand.run(
        new PrintWriter(new StringWriter()), new PrintWriter(err, true), arguments);
  }

  @Test
  void whatMakesNoSenseIsWrongUsage() {
    assertThat(run("--only", "hashing,crc")).isEqualTo(2);
    assertThat(err.toString()).contains("not 'crc'");
    assertThat(run("--scenario", "no-such")).isEqualTo(2);
    assertThat(run("--seconds", "0")).isEqualTo(2);
    assertThat(run("--repeat", "0")).isEqualTo(2);
    assertThat(run("--scenario", "bulk-two-phase")).isEqualTo(2);
    assertThat(err.toString()).contains("leave it out of --only");
  }

  @Test
  void aFolderThatIsThereIsNotTakenSinceItWouldBeRemoved(@TempDir Path folder) {
    assertThat(run("--data", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("exists");
    assertThat(folder).exists();
  }

  @Test
  void everythingOnIsRunFirstWhateverIsPicked() {
    assertThat(parsed("--only", "index,fsync").variants())
        .containsExactly(Variant.EVERYTHING_ON, Variant.FSYNC_OFF, Variant.INDEX_OFF);
    assertThat(parsed().variants()).containsExactly(Variant.values());
    assertThat(parsed("--repeat", "5").commandLine(7))
        .isEqualTo(
            "load-tests/costs --scenario bulk-uniform --seconds 30 --warm-up 15 --repeat 5"
                + " --only hashing,journal,fsync,index --seed 7");
  }

  private static CostOptions parsed(String... arguments) {
    CostsCommand command = new CostsCommand();
    new CommandLine(command).parseArgs(arguments);
    return command.options;
  }
}
