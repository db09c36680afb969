package io.tallystick.load.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GroupCampaignCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return GroupCampaignCommand.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  @Test
  void severalNodesAreMeantOnlyWhereTheyAreNamed() {
    assertThat(GroupCampaignCommand.isMeant("--rounds", "2", "--seed", "1")).isFalse();
    assertThat(GroupCampaignCommand.isMeant("--nodes", "3")).isTrue();
    assertThat(GroupCampaignCommand.isMeant("--nodes=3", "--rounds", "2")).isTrue();
  }

  @Test
  void twoNodesAndUnknownFaultsAndFoldersThatExistAreWrongUsage(@TempDir Path folder) {
    assertThat(run("--nodes", "2")).isEqualTo(2);
    assertThat(err.toString()).contains("--nodes must be 3 or 5");
    assertThat(run("--nodes", "3", "--fault", "earthquake")).isEqualTo(2);
    assertThat(err.toString()).contains("no fault is named earthquake", "kill-leader");
    assertThat(run("--nodes", "3", "--data", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("must name a folder that does not");
  }
}
