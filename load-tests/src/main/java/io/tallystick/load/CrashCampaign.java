package io.tallystick.load;

import io.tallystick.load.crash.CampaignCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The crash campaign's process: {@code load-tests/campaign --help}. */
public final class CrashCampaign {
  private CrashCampaign() {}

  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
    System.exit(CampaignCommand.run(out, err, arguments));
  }
}
