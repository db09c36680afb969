package io.tallystick.load;

import io.tallystick.load.crash.CampaignCommand;
import io.tallystick.load.group.GroupCampaignCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * The campaigns' process: {@code load-tests/campaign --help} for one node, {@code
 * load-tests/campaign --nodes 3 --help} for several.
 */
public final class CrashCampaign {
  private CrashCampaign() {}

  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
    System.exit(
        GroupCampaignCommand.isMeant(arguments)
            ? GroupCampaignCommand.run(out, err, arguments)
            : CampaignCommand.run(out, err, arguments));
  }
}
