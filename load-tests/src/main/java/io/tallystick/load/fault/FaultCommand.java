package io.tallystick.load.fault;

import io.tallystick.base.TallystickException;
import io.tallystick.load.crash.MeasuredPart;
import io.tallystick.load.process.NodeCommand;
import io.tallystick.load.process.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The fault cases' command. Exit codes: 0 nothing was found wrong, 1 something was, 2 wrong usage,
 * 3 the node could not be run.
 */
@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    description = {
      "Damages files, fills the disk, takes away the right to write, stops Cassandra, and checks"
          + " what a real node makes of it.",
      "Example: load-tests/faults --case torn-files --seed 7"
    })
public final class FaultCommand implements Callable<Integer> {
  private static final int CLEAN = 0;
  private static final int FINDINGS = 1;
  private static final int WRONG_USAGE = 2;
  private static final int NOT_RUN = 3;
  private static final List<FaultCase> CASES =
      List.of(
          new TornFiles(),
          new LogDamaged(),
          new FullDisk(),
          new ReadOnlyFolder(),
          new CassandraPaused());

  @Mixin FaultOptions options = new FaultOptions();
  @Spec CommandSpec spec;

  @Option(names = "--root", hidden = true, defaultValue = ".", description = "The checkout.")
  Path root;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<String> names = CASES.stream().map(FaultCase::name).toList();
    for (String name : options.cases) {
      if (!names.contains(name)) {
        err.println("no case is named " + name + "; there are " + names);
        return WRONG_USAGE;
      }
    }
    long seed = options.seed == null ? System.currentTimeMillis() : options.seed;
    Path folder = RunFolder.of(options.data, root, "faults", seed);
    Files.createDirectories(folder);
    out.println("seed " + seed + ", folder " + folder);
    NodeCommand command = NodeCommand.script(root.toAbsolutePath().normalize());
    FaultBench bench = new FaultBench(options, seed, command, folder, out);
    Map<String, List<FaultResult>> results = new LinkedHashMap<>();
    try {
      for (FaultCase one : CASES) {
        if (List.of(options.cases).contains(one.name())) {
          bench.say(one.name());
          results.put(one.name(), one.run(bench));
        }
      }
    } catch (TallystickException e) {
      err.println(e.code() + ": " + e.getMessage());
      err.flush();
      return NOT_RUN;
    }
    return report(bench, seed, results, out);
  }

  private int report(
      FaultBench bench, long seed, Map<String, List<FaultResult>> results, PrintWriter out)
      throws IOException {
    String text = text(bench, seed, results);
    out.println(text);
    out.flush();
    if (options.report != null) {
      new MeasuredPart("faults").write(options.report, text);
    }
    return bench.findings().count() == 0 ? CLEAN : FINDINGS;
  }

  private String text(FaultBench bench, long seed, Map<String, List<FaultResult>> results) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "`load-tests/faults --case %s --seed %d --seconds %d`%n%n| case | fault | outcome | what"
                + " the node did |%n|---|---|---|---|%n",
            String.join(",", options.cases),
            seed,
            options.seconds));
    results.forEach(
        (name, rows) ->
            rows.forEach(
                row ->
                    text.append(
                        String.format(
                            Locale.ROOT,
                            "| %s | %s | %s | %s |%n",
                            name,
                            row.what(),
                            row.outcome(),
                            row.detail().replace("|", "\\|")))));
    text.append(String.format(Locale.ROOT, "%n%d findings.%n", bench.findings().count()));
    bench.findings().kept().forEach(finding -> text.append("- ").append(finding).append('\n'));
    return text.toString();
  }

  /** Runs the command; {@code out} gets progress and figures, {@code err} failures. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new FaultCommand());
    line.setOut(out);
    line.setErr(err);
    return line.execute(arguments);
  }
}
