package io.tallystick.cli.command;

import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.cluster.ClusterControl;
import io.tallystick.cli.cluster.ClusterFolder;
import io.tallystick.cli.cluster.ClusterPlan;
import io.tallystick.cli.cluster.ClusterProbe;
import io.tallystick.cli.cluster.ClusterStart;
import io.tallystick.cli.cluster.ClusterStatusText;
import io.tallystick.cli.cluster.ClusterView;
import io.tallystick.cli.cluster.ClusterWatch;
import io.tallystick.cli.cluster.NodeView;
import io.tallystick.cli.format.ProgressLine;
import io.tallystick.cli.format.Quantities;
import io.tallystick.cli.format.Table;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cluster start}. */
@Command(
    name = "start",
    description = {
      "Start a cluster on this machine, wait until a leader is elected, and watch it until Ctrl-C,"
          + " which stops the nodes and then their Cassandra. With --detach it returns at once and"
          + " ./tallystick cluster stop ends it.",
      "If this process is killed the nodes go on: cluster status, kill, restart and stop work from"
          + " any terminal. The Cassandra ends two minutes after the last node.",
      "A second start on the same folder starts the same nodes with their data."
    },
    footer = {
      "",
      "Examples:",
      "  ./tallystick cluster start",
      "  ./tallystick cluster start --detach --nodes 5 --port 9000 --data /tmp/five",
      "  ./tallystick cluster start --without-cassandra"
    })
final class ClusterStartCommand extends ClusterWork {
  @Mixin final ClusterPlanOption plan = new ClusterPlanOption();
  @Mixin final OutputOption output = new OutputOption();

  @Option(names = "--detach", description = "Return once the cluster settles; leave it running.")
  boolean detach;

  ClusterStartCommand(Console console) {
    super(console);
  }

  @Override
  int run(ClusterControl control, ClusterProbe probe) {
    ClusterPlan asked = plan.plan();
    ClusterStart start = new ClusterStart(control, probe);
    start.prepare(asked);
    console().err().println("starting  data in " + control.folder().root());
    long startNanos = System.nanoTime();
    try (ClusterRun run = new ClusterRun(control, console())) {
      ClusterView view;
      try (ProgressLine progress = progress()) {
        view = run.start(() -> start.run(on(progress)));
      }
      print(control, view, startNanos);
      if (detach) {
        run.letGo();
        return ExitCode.DONE;
      }
      new ClusterWatch(control, console().err()::println).untilAllEnd();
      run.awaitStop();
      return ExitCode.DONE;
    }
  }

  private void print(ClusterControl control, ClusterView view, long startNanos) {
    PrintWriter out = console().out();
    if (output.json) {
      output.print(
          console(), new ClusterStatusText(control.folder(), control.file(), view).toJson());
      return;
    }
    ClusterFolder folder = control.folder();
    Table table = Table.titled(">node", "url", "role", "data");
    for (NodeView node : view.nodes()) {
      table.row(node.node(), node.url(), node.role(), folder.node(node.node()));
    }
    table.print(out);
    out.println(
        "Started in "
            + Quantities.duration(System.nanoTime() - startNanos)
            + ". "
            + (detach
                ? "./tallystick cluster stop" + dataShown() + " stops it."
                : "Ctrl-C stops it. Elsewhere: ./tallystick cluster status" + dataShown()));
    out.flush();
  }
}
