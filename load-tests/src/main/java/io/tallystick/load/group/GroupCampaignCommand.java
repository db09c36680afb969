package io.tallystick.load.group;

import io.tallystick.base.TallystickException;
import io.tallystick.load.crash.MeasuredPart;
import io.tallystick.load.process.GroupPlan;
import io.tallystick.load.process.NodeCommand;
import io.tallystick.load.process.Ports;
import io.tallystick.load.process.RunFolder;
import io.tallystick.persistence.file.FileTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The fault campaign's command. Exit codes: 0 nothing was found wrong, 1 something was, 2 wrong
 * usage, 3 the nodes could not be run.
 */
@Command(
    name = "campaign",
    mixinStandardHelpOptions = true,
    description = {
      "Lets faults happen to three or five real nodes under load, one a round, and checks that every"
          + " answered transfer is there exactly once, on every node and in the journal.",
      "Example: load-tests/campaign --nodes 3 --rounds 20 --seed 7 --report docs/fault-campaign.md"
    })
public final class GroupCampaignCommand implements Callable<Integer> {
  private static final String NODES = "--nodes";
  private static final int CLEAN = 0;
  private static final int FINDINGS = 1;
  private static final int WRONG_USAGE = 2;
  private static final int NOT_RUN = 3;

  private final NodeCommand command;

  @Mixin GroupOptions options = new GroupOptions();
  @Spec CommandSpec spec;

  @Option(names = "--root", hidden = true, defaultValue = ".", description = "The checkout.")
  Path root;

  private GroupCampaignCommand(NodeCommand command) {
    this.command = command;
  }

  /** Whether a command line of the campaign asks for several nodes. */
  public static boolean isMeant(String... arguments) {
    return Arrays.stream(arguments)
        .anyMatch(word -> word.equals(NODES) || word.startsWith(NODES + "="));
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    long seed = options.seed == null ? System.currentTimeMillis() : options.seed;
    Path folder = RunFolder.of(options.data, root, "campaign-" + options.nodes + "-nodes", seed);
    String problem = options.problem();
    if (problem == null) {
      problem = RunFolder.problem(folder);
    }
    if (problem != null) {
      err.println(problem);
      err.flush();
      return WRONG_USAGE;
    }
    out.println("seed " + seed + ", folder " + folder);
    out.flush();
    List<String> javaOptions = new ArrayList<>(GroupPlan.CLUSTER_JAVA_OPTIONS);
    javaOptions.addAll(options.javaOptions);
    GroupPlan plan =
        new GroupPlan(
            options.nodes,
            Ports.freeRange(options.port, GroupPlan.PORTS, new SplittableRandom()),
            folder,
            javaOptions,
            true);
    try {
      GroupResult result = run(plan, seed, out, err);
      return finish(result, folder, out);
    } finally {
      out.flush();
      err.flush();
    }
  }

  private GroupResult run(GroupPlan plan, long seed, PrintWriter out, PrintWriter err)
      throws IOException {
    NodeCommand nodes =
        command == null ? NodeCommand.script(root.toAbsolutePath().normalize()) : command;
    try (GroupCampaign campaign = new GroupCampaign(options, plan, seed, nodes, out)) {
      try {
        campaign.run(seed);
      } catch (TallystickException e) {
        err.println(e.code() + ": " + e.getMessage());
      }
      return campaign.result(seed);
    }
  }

  private int finish(GroupResult result, Path folder, PrintWriter out) throws IOException {
    String text = new GroupReport(result).text();
    out.println(text);
    boolean whole = result.rounds().size() == options.rounds;
    if (options.report != null && whole) {
      new MeasuredPart("nodes " + options.nodes + ", seed " + result.seed())
          .write(options.report, text);
    }
    if (result.clean() && !options.keep) {
      FileTree.remove(folder);
    }
    if (result.findings().count() > 0) {
      return FINDINGS;
    }
    return whole ? CLEAN : NOT_RUN;
  }

  /** Runs the command; {@code out} gets progress and figures, {@code err} failures. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return run(null, out, err, arguments);
  }

  /**
   * Runs the command.
   *
   * @param command starts the nodes; null for the script at the checkout's root
   */
  static int run(NodeCommand command, PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new GroupCampaignCommand(command));
    line.setOut(out);
    line.setErr(err);
    return line.execute(arguments);
  }
}
