package io.tallystick.cli.command;

import io.tallystick.cli.Console;
import io.tallystick.cli.cluster.ClusterControl;
import io.tallystick.cli.cluster.ClusterFile;
import io.tallystick.cli.cluster.ClusterProbe;
import io.tallystick.cli.cluster.ClusterStatusText;
import io.tallystick.cli.cluster.ClusterView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cluster status}. */
@Command(
    name = "status",
    description = {
      "Show how each node of a cluster stands: role, heights settled, applied and journalled, the"
          + " newest batch's hash, and how many settled batches it has still to apply.",
      "Ends with 0 if all nodes answer and one leads, 1 otherwise, 3 if none answers."
    },
    footer = {
      "",
      "Examples:",
      "  ./tallystick cluster status",
      "  ./tallystick cluster status --json"
    })
final class ClusterStatusCommand extends ClusterWork {
  @Mixin final OutputOption output = new OutputOption();

  ClusterStatusCommand(Console console) {
    super(console);
  }

  @Override
  int run(ClusterControl control, ClusterProbe probe) {
    ClusterFile file = control.file();
    ClusterView view = probe.look(file);
    ClusterStatusText text = new ClusterStatusText(control.folder(), file, view);
    if (output.json) {
      output.print(console(), text.toJson());
    } else {
      text.print(console().out());
    }
    return view.exitCode();
  }
}
