package io.tallystick.load.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MeasuredPartTest {
  private static final String BEGIN = "<!-- measured: x, begin -->";
  private static final String END = "<!-- measured: x, end -->";

  @TempDir Path folder;

  @Test
  void onlyTheMeasuredPartOfAFileIsReplaced() throws IOException {
    Path file = folder.resolve("report.md");
    Files.writeString(file, "# Title\n\nmethod\n\n" + BEGIN + "\nold\n" + END + "\n\nbugs\n");
    new MeasuredPart("x").write(file, "new\n");
    assertThat(Files.readString(file))
        .isEqualTo("# Title\n\nmethod\n\n" + BEGIN + "\nnew\n" + END + "\n\nbugs\n");
  }

  @Test
  void aFileWithoutMeasuredPartGetsOne() throws IOException {
    Path file = folder.resolve("report.md");
    new MeasuredPart("x").write(file, "first");
    new MeasuredPart("x").write(file, "second");
    assertThat(Files.readString(file)).isEqualTo(BEGIN + "\nsecond\n" + END + "\n");
  }
}
