package io.tallystick.cli.cluster;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.List;
import java.util.function.Consumer;

/** Restarts one node and waits until it holds what was settled when it came back. */
public final class NodeRestart {
  /** How long a node may take to start and catch up. */
  public static final long CATCH_UP_MS_MAX = 600_000;

  private final ClusterControl control;
  private final ClusterProbe probe;

  public NodeRestart(ClusterControl control, ClusterProbe probe) {
    this.control = control;
    this.probe = probe;
  }

  /**
   * Stops it if it runs, starts it, and waits.
   *
   * @param progress told in words what is being waited for, now and then
   */
  public void run(int node, Consumer<String> progress) {
    control.file().node(node);
    progress.accept("node " + node + ": stopping");
    control.stopNodes(List.of(node), progress);
    control.startCassandra(() -> progress.accept("Cassandra: starting"));
    control.startNode(node);
    awaitCaughtUp(node, progress);
  }

  /** Waits until a node that was started is ready and holds what was settled when it came back. */
  void awaitCaughtUp(int node, Consumer<String> progress) {
    ClusterFile file = control.file();
    CatchUp catchUp = new CatchUp(node);
    boolean done =
        Waiting.until(
            () -> {
              if (!file.node(node).isRunning()) {
                throw ClusterStart.ended(control, node, "it had caught up");
              }
              return catchUp.see(probe.look(file));
            },
            CATCH_UP_MS_MAX,
            () -> progress.accept(catchUp.words()));
    if (!done) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "node_not_caught_up",
          "After " + CATCH_UP_MS_MAX / 1_000 + " s: " + catchUp.words() + ".");
    }
    progress.accept(catchUp.words());
  }
}
