package io.tallystick.load.crash;

import io.tallystick.base.TallystickException;
import io.tallystick.load.process.NodeCommand;
import io.tallystick.load.process.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The crash campaign's command. Exit codes: 0 nothing was found wrong, 1 something was, 2 wrong
 * usage, 3 the node could not be run.
 */
@Command(
    name = "campaign",
    mixinStandardHelpOptions = true,
    description = {
      "Kills a real node and its Cassandra under load, again and again, and checks that every"
          + " answered transfer is there exactly once.",
      "With --nodes 3 faults happen to a group of three nodes: load-tests/campaign --nodes 3 --help",
      "Example: load-tests/campaign --rounds 30 --seed 7 --report docs/crash-campaign.md"
    })
public final class CampaignCommand implements Callable<Integer> {
  private static final int CLEAN = 0;
  private static final int FINDINGS = 1;
  private static final int WRONG_USAGE = 2;
  private static final int NOT_RUN = 3;

  @Mixin CampaignOptions options = new CampaignOptions();
  @Spec CommandSpec spec;

  @Option(names = "--root", hidden = true, defaultValue = ".", description = "The checkout.")
  Path root;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    String problem = options.problem();
    if (problem != null) {
      err.println(problem);
      return WRONG_USAGE;
    }
    long seed = options.seed == null ? System.currentTimeMillis() : options.seed;
    Path folder = RunFolder.of(options.data, root, "campaign", seed);
    NodeCommand command = NodeCommand.script(root.toAbsolutePath().normalize());
    out.println("seed " + seed + ", folder " + folder);
    out.flush();
    try (Campaign campaign = new Campaign(options, seed, command, folder, out)) {
      try {
        campaign.run(seed);
      } catch (TallystickException e) {
        err.println(e.code() + ": " + e.getMessage());
        finish(campaign.result(seed), out);
        return NOT_RUN;
      }
      return finish(campaign.result(seed), out);
    } finally {
      out.flush();
      err.flush();
    }
  }

  private int finish(CampaignResult result, PrintWriter out) throws IOException {
    String text = new CampaignReport(result).text();
    out.println(text);
    if (options.report != null && result.rounds().size() == options.rounds) {
      new MeasuredPart("campaign").write(options.report, text);
    }
    return result.clean() ? CLEAN : FINDINGS;
  }

  /** Runs the command; {@code out} gets progress and figures, {@code err} failures. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new CampaignCommand());
    line.setOut(out);
    line.setErr(err);
    return line.execute(arguments);
  }
}
