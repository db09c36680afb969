package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.format.ProgressLine;
import io.tallystick.cli.format.Quantities;
import io.tallystick.cli.view.VerifyView;
import io.tallystick.node.CassandraChoice;
import io.tallystick.node.NodeLauncher;
import io.tallystick.node.RebuildOptions;
import io.tallystick.node.RebuildReport;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rebuild}. */
@Command(
    name = "rebuild",
    description = {
      "Build a data folder anew from the journal in Cassandra; every link is verified. It starts a"
          + " new epoch and says what may be missing: what was settled but not yet journalled."
    },
    footer = {
      "",
      "Examples:",
      "  ./tallystick rebuild --from-cassandra",
      "  ./tallystick rebuild --from-cassandra --cassandra 10.0.0.5:9042 --data new-data"
    })
final class RebuildCommand implements Callable<Integer> {
  private static final long NANOS_PER_MS = 1_000_000L;

  @Mixin final HelpOption help = new HelpOption();
  @Mixin final DataOption data = new DataOption();
  @Mixin final CassandraOption cassandra = new CassandraOption();
  @Mixin final ConfigOption config = new ConfigOption();
  @Mixin final OutputOption output = new OutputOption();

  @Option(
      names = "--from-cassandra",
      required = true,
      description = "Read the journal in Cassandra (the only source there is).")
  boolean fromCassandra;

  @Spec CommandSpec spec;

  private final Console console;
  private final Supplier<NodeLauncher> launcher;

  RebuildCommand(Console console, Supplier<NodeLauncher> launcher) {
    this.console = console;
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    CassandraChoice choice = cassandra.choice();
    if (choice.mode() == CassandraChoice.Mode.NONE) {
      throw new ParameterException(
          spec.commandLine(), "--without-cassandra leaves nothing to rebuild from");
    }
    RebuildReport report;
    try (ProgressLine progress = new ProgressLine(console, System::nanoTime)) {
      VerifyView view = new VerifyView(System::nanoTime);
      report =
          launcher
              .get()
              .rebuild(
                  new RebuildOptions(data.folder(), choice, config.file()),
                  (stage, height, last, records) ->
                      progress.update(() -> view.progress(stage, height, last, records)));
    }
    if (output.json) {
      output.print(console, json(report));
    } else {
      console
          .out()
          .printf(
              "rebuilt %s up to height %s (%s records) in %s, epoch %d%nhead %d:%s%n",
              data.folder(),
              Quantities.count(report.height()),
              Quantities.count(report.records()),
              Quantities.duration(report.elapsedMs() * NANOS_PER_MS),
              report.epoch(),
              report.height(),
              report.hash());
      report.notes().forEach(note -> console.out().println("note: " + note));
    }
    return ExitCode.DONE;
  }

  private static ObjectNode json(RebuildReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("height", report.height()).put("hash", report.hash());
    json.put("records", report.records()).put("epoch", report.epoch());
    json.put("elapsed_ms", report.elapsedMs());
    report.notes().forEach(json.withArray("notes")::add);
    return json;
  }
}
