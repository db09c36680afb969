package io.tallystick.cli.cluster;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Watches a cluster's processes and tells when one ends or is started again. */
public final class ClusterWatch {
  private static final long LOOK_MS = 500;

  private final ClusterControl control;
  private final Consumer<String> told;

  public ClusterWatch(ClusterControl control, Consumer<String> told) {
    this.control = control;
    this.told = told;
  }

  /** Returns when no process of the cluster runs any more. */
  public void untilAllEnd() {
    Map<Integer, Long> before = new TreeMap<>();
    while (true) {
      ClusterFile file = control.file();
      for (ClusterFile.Node node : file.nodes()) {
        long pid = node.isRunning() ? node.process().pid() : 0;
        Long last = before.put(node.node(), pid);
        if (last != null && last != pid) {
          told.accept(
              pid == 0
                  ? "node " + node.node() + " ended (process " + last + ")"
                  : "node " + node.node() + " was started (process " + pid + ")");
        }
      }
      if (!file.isRunning()) {
        return;
      }
      Waiting.pause(LOOK_MS);
    }
  }
}
