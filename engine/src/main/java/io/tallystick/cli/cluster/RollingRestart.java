package io.tallystick.cli.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.client.ApiClient;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Restarts all nodes, one at a time, followers first. The leader comes last and hands its office
 * over before it stops, so that nobody has to wait for an election.
 */
public final class RollingRestart {
  private static final long TRANSFER_MS_MAX = 15_000;

  private final ClusterControl control;
  private final ClusterProbe probe;
  private final NodeRestart restart;

  public RollingRestart(ClusterControl control, ClusterProbe probe) {
    this.control = control;
    this.probe = probe;
    this.restart = new NodeRestart(control, probe);
  }

  /**
   * Restarts all.
   *
   * @param progress told in words what is being waited for, now and then
   * @param done told of each step that is done
   * @throws TallystickException {@code cluster_not_healthy} before a node is touched while another
   *     one is missing
   */
  public void run(Consumer<String> progress, Consumer<String> done) {
    Set<Integer> remaining = new TreeSet<>();
    control.file().nodes().forEach(node -> remaining.add(node.node()));
    while (!remaining.isEmpty()) {
      ClusterView view = awaitHealthy(progress);
      int node = next(remaining, view);
      if (view.node(node).map(NodeView::isLeader).orElse(false) && view.nodes().size() > 1) {
        handOver(view, node, done);
      }
      restart.run(node, progress);
      done.accept("node " + node + " is back and has caught up");
      remaining.remove(node);
    }
    awaitHealthy(progress);
  }

  /** The next one to restart: the lowest that does not lead, or the leader if it is the last. */
  static int next(Set<Integer> remaining, ClusterView view) {
    int leader = view.leader().map(NodeView::node).orElse(0);
    return remaining.stream()
        .filter(node -> node != leader)
        .min(Comparator.naturalOrder())
        .orElse(leader);
  }

  /** A follower that is to lead: the one with the most applied. */
  static Optional<Integer> heir(ClusterView view) {
    return view.nodes().stream()
        .filter(node -> node.ready() && node.role().equals("follower"))
        .max(Comparator.comparingLong(NodeView::applied))
        .map(NodeView::node);
  }

  private ClusterView awaitHealthy(Consumer<String> progress) {
    ClusterFile file = control.file();
    ClusterView[] last = {probe.look(file)};
    boolean healthy =
        Waiting.until(
            () -> {
              last[0] = probe.look(file);
              return last[0].healthy();
            },
            TRANSFER_MS_MAX,
            () -> progress.accept("waiting until all nodes answer and one leads"));
    if (!healthy) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "cluster_not_healthy",
          "Not all nodes answer with one of them leading, so no more of them is stopped. See"
              + " ./tallystick cluster status.");
    }
    return last[0];
  }

  private void handOver(ClusterView view, int leader, Consumer<String> done) {
    Optional<Integer> heir = heir(view);
    if (heir.isEmpty()) {
      return;
    }
    ClusterFile file = control.file();
    try {
      new ApiClient(file.node(leader).url(), ClusterProbe.ANSWER_TIMEOUT)
          .post(
              "/v1/cluster/leader", JsonNodeFactory.instance.objectNode().put("node", heir.get()));
    } catch (TallystickException refused) {
      // It only spares the callers an election: without it the others elect one of themselves.
      done.accept("node " + leader + " keeps the lead until it stops: " + refused.getMessage());
      return;
    }
    boolean handed =
        Waiting.until(
            () -> probe.look(file).leader().map(now -> now.node() != leader).orElse(false),
            TRANSFER_MS_MAX,
            () -> {});
    done.accept(
        handed
            ? "node " + leader + " handed the lead to another"
            : "node " + leader + " keeps the lead until it stops");
  }
}
