package io.tallystick.load.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CampaignReportTest {
  @TempDir Path folder;

  @Test
  void onlyTheMeasuredPartOfAFileIsReplaced() throws IOException {
    Path file = folder.resolve("report.md");
    Files.writeString(
        file,
        "# Title\n\nmethod\n\n"
            + CampaignReport.BEGIN
            + "\nold\n"
            + CampaignReport.END
            + "\n\nbugs\n");
    CampaignReport.write(file, "new\n");
    assertThat(Files.readString(file))
        .isEqualTo(
            "# Title\n\nmethod\n\n"
                + CampaignReport.BEGIN
                + "\nnew\n"
                + CampaignReport.END
                + "\n\nbugs\n");
  }

  @Test
  void aFileWithoutMeasuredPartGetsOne() throws IOException {
    Path file = folder.resolve("report.md");
    CampaignReport.write(file, "first");
    CampaignReport.write(file, "second");
    assertThat(Files.readString(file))
        .isEqualTo(CampaignReport.BEGIN + "\nsecond\n" + CampaignReport.END + "\n");
  }
}
