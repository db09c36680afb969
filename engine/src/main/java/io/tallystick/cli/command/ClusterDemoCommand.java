package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.cluster.ClusterControl;
import io.tallystick.cli.cluster.ClusterPlan;
import io.tallystick.cli.cluster.ClusterProbe;
import io.tallystick.cli.cluster.ClusterStart;
import io.tallystick.cli.cluster.ClusterView;
import io.tallystick.cli.cluster.NodeRestart;
import io.tallystick.cli.cluster.NodeView;
import io.tallystick.cli.cluster.demo.ClusterActions;
import io.tallystick.cli.cluster.demo.ClusterDemo;
import io.tallystick.cli.cluster.demo.DemoOutcome;
import io.tallystick.cli.cluster.demo.DemoTimes;
import io.tallystick.cli.demo.DemoPlan;
import io.tallystick.cli.format.ProgressLine;
import io.tallystick.cli.format.Quantities;
import io.tallystick.cli.format.Table;
import io.tallystick.cli.view.VerifyView;
import io.tallystick.node.CassandraChoice;
import io.tallystick.node.ChainHead;
import io.tallystick.node.NodeLauncher;
import io.tallystick.node.VerifyOptions;
import io.tallystick.node.VerifyReport;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cluster demo}. */
@Command(
    name = "demo",
    description = {
      "Show what the loss of a leader does: settle at full speed on three nodes, kill the leader,"
          + " start it again, draw how many transfers settled meanwhile, send once more what was"
          + " answered around the kill to see that nothing of it is lost, and verify that all nodes"
          + " hold the same history.",
      "It uses the cluster in the folder if one runs there, and otherwise starts one and stops it at"
          + " the end."
    },
    footer = {
      "",
      "Examples:",
      "  ./tallystick cluster demo",
      "  ./tallystick cluster demo --without-cassandra --data /tmp/demo --keep"
    })
final class ClusterDemoCommand extends ClusterWork {
  /** Small enough that a column of the chart holds many, large enough to be cheap. */
  private static final int BODY_ROWS = 1_024;

  @Mixin final ClusterPlanOption plan = new ClusterPlanOption();
  @Mixin final OutputOption output = new OutputOption();

  @Option(names = "--keep", description = "Leave the cluster running at the end.")
  boolean keep;

  @Option(
      names = "--accounts",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many accounts take part (default: ${DEFAULT-VALUE}).")
  int accounts;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many callers settle at once (default: ${DEFAULT-VALUE}).")
  int connections;

  private final Supplier<NodeLauncher> launcher;
  private final DemoTimes times;

  ClusterDemoCommand(Console console, Supplier<NodeLauncher> launcher) {
    this(console, launcher, DemoTimes.STANDARD);
  }

  ClusterDemoCommand(Console console, Supplier<NodeLauncher> launcher, DemoTimes times) {
    super(console);
    this.launcher = launcher;
    this.times = times;
  }

  @Override
  int run(ClusterControl control, ClusterProbe probe) {
    ClusterPlan asked = plan.plan();
    DemoPlan demo = demoPlan();
    boolean runs = control.exists() && control.file().anyNodeRuns();
    if (runs) {
      console().err().println("using the cluster that runs in " + control.folder().root());
      return show(control, probe, demo);
    }
    ClusterStart start = new ClusterStart(control, probe);
    start.prepare(asked);
    console().err().println("starting  data in " + control.folder().root());
    try (ClusterRun run = new ClusterRun(control, console())) {
      try (ProgressLine progress = progress()) {
        run.start(() -> start.run(on(progress)));
      }
      int exitCode = run.start(() -> show(control, probe, demo));
      if (keep) {
        run.letGo();
      }
      return exitCode;
    }
  }

  private DemoPlan demoPlan() {
    if (accounts < DemoPlan.ACCOUNTS_MIN || accounts > DemoPlan.ACCOUNTS_MAX) {
      throw usage("--accounts takes " + DemoPlan.ACCOUNTS_MIN + " to " + DemoPlan.ACCOUNTS_MAX);
    }
    if (connections < 1 || connections > Byte.MAX_VALUE) {
      throw usage("--connections takes 1 to " + Byte.MAX_VALUE);
    }
    long run = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    return new DemoPlan(accounts, DemoPlan.TRANSFERS_MAX, connections, run, BODY_ROWS);
  }

  private int show(ClusterControl control, ClusterProbe probe, DemoPlan demo) {
    DemoOutcome outcome =
        new ClusterDemo(new Actions(control, probe), demo, times, console()).run();
    if (!output.json) {
      console().out().println();
      outcome.chart().forEach(console().out()::println);
      console().out().println();
      console().out().flush();
    }
    Map<Integer, VerifyReport> reports = verify(control, outcome.end());
    boolean intact = reports.values().stream().allMatch(VerifyReport::intact);
    boolean equal = reports.values().stream().map(VerifyReport::localHash).distinct().count() == 1;
    if (output.json) {
      ObjectNode json = outcome.toJson();
      json.put("equal", equal).put("intact", intact);
      ArrayNode nodes = json.putArray("verified");
      reports.forEach(
          (node, report) ->
              nodes.addObject().put("node", node).set("report", VerifyView.toJson(report)));
      output.print(console(), json);
    } else {
      print(outcome, reports, equal && intact);
    }
    return outcome.good() && intact && equal ? ExitCode.DONE : ExitCode.REFUSED;
  }

  /** Walks every node's folder; the journal, which they share, with the first one's. */
  private Map<Integer, VerifyReport> verify(ClusterControl control, ClusterView end) {
    CassandraChoice journal = control.file().cassandra().address();
    Map<Integer, VerifyReport> reports = new LinkedHashMap<>();
    try (ProgressLine progress = progress()) {
      for (NodeView node : end.nodes()) {
        VerifyView view = new VerifyView(System::nanoTime);
        ChainHead head = node.sealed() == 0 ? null : new ChainHead(node.sealed(), node.head());
        VerifyOptions options =
            new VerifyOptions(
                control.folder().node(node.node()),
                head,
                reports.isEmpty() ? journal : CassandraChoice.none());
        reports.put(
            node.node(),
            launcher
                .get()
                .verify(
                    options,
                    (stage, height, last, records) ->
                        progress.update(
                            () ->
                                "node "
                                    + node.node()
                                    + "  "
                                    + view.progress(stage, height, last, records))));
      }
    }
    return reports;
  }

  private void print(DemoOutcome outcome, Map<Integer, VerifyReport> reports, boolean good) {
    PrintWriter out = console().out();
    Table table = Table.titled(">node", ">height", ">records", "head", "verified");
    reports.forEach(
        (node, report) ->
            table.row(
                node,
                Quantities.count(report.localHeight()),
                Quantities.count(report.records()),
                report.localHash(),
                report.intact() ? "intact" : "NOT INTACT: " + report.damages().get(0).message()));
    table.print(out);
    out.println();
    out.println(
        Quantities.count(outcome.settled())
            + " transfers settled. Of the "
            + Quantities.count(outcome.checked())
            + " answered around the kill "
            + (outcome.lost() == 0
                ? "none is lost."
                : Quantities.count(outcome.lost()) + " ARE LOST."));
    if (outcome.refused() > 0) {
      out.println(Quantities.count(outcome.refused()) + " were refused, which none should be.");
    }
    out.println(
        good && outcome.end().level()
            ? "All nodes hold the same history, whole and unchanged."
            : "THE NODES DO NOT HOLD THE SAME HISTORY.");
    if (keep) {
      out.println("It keeps running: ./tallystick cluster status" + dataShown());
    }
  }

  /** The cluster itself. */
  private record Actions(ClusterControl control, ClusterProbe probe) implements ClusterActions {
    @Override
    public ClusterView look() {
      return probe.look(control.file());
    }

    @Override
    public void kill(int node) {
      control.killNode(node);
    }

    @Override
    public void restart(int node) {
      new NodeRestart(control, probe).run(node, text -> {});
    }
  }
}
