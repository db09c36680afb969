package io.tallystick.cli.cluster;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Starts a whole cluster and waits until it settles. */
public final class ClusterStart {
  /** How long the nodes may take until all answer and one leads. */
  public static final long START_MS_MAX = 180_000;

  private static final String SETTINGS =
      """
      # Settings of all nodes of this cluster, over the defaults of tallystick.conf. Change them here; a node
      # takes them at its next start (./tallystick cluster rolling-restart).
      include classpath("three-local-nodes.conf")
      """;

  private final ClusterControl control;
  private final ClusterProbe probe;

  public ClusterStart(ClusterControl control, ClusterProbe probe) {
    this.control = control;
    this.probe = probe;
  }

  /**
   * Writes the cluster's file, a new one or that of its last start.
   *
   * @throws TallystickException {@code cluster_runs}, {@code cluster_differs}, {@code port_in_use}
   */
  public void prepare(ClusterPlan plan) {
    ClusterStore store = control.store();
    ClusterFolder folder = control.folder();
    ClusterFile file;
    if (store.exists()) {
      ClusterFile before = store.load();
      if (before.isRunning()) {
        throw TallystickException.of(
            ErrorKind.UNPROCESSABLE,
            "cluster_runs",
            "The cluster in "
                + folder.root()
                + " runs. See ./tallystick cluster status; ./tallystick cluster restart N starts a"
                + " node that has ended.");
      }
      file = plan.again(before, folder);
    } else {
      file = plan.newFile();
    }
    requireFree(file);
    store.create(file);
    try {
      if (!Files.exists(folder.settings())) {
        Files.writeString(folder.settings(), SETTINGS, StandardCharsets.UTF_8);
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static void requireFree(ClusterFile file) {
    Map<Integer, String> ports = new TreeMap<>();
    for (ClusterFile.Node node : file.nodes()) {
      ports.put(node.httpPort(), "HTTP of node " + node.node());
      ports.put(node.remoting().port(), "remoting of node " + node.node());
    }
    if (file.cassandra().isOwn()) {
      ports.put(file.cassandra().cqlPort(), "Cassandra");
      ports.put(file.cassandra().storagePort(), "Cassandra's storage");
    }
    List<String> taken = new ArrayList<>();
    ports.forEach(
        (port, what) -> {
          if (!isFree(port)) {
            taken.add(port + " (" + what + ")");
          }
        });
    if (!taken.isEmpty()) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "port_in_use",
          "Other processes use the port "
              + String.join(", ", taken)
              + ". End them, or start a new cluster with another --port and --data.");
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException inUse) {
      return false;
    }
  }

  /**
   * Starts Cassandra and all nodes, and waits until every node answers and one leads.
   *
   * @param progress told in words what is being waited for, now and then
   * @return how they stand
   */
  public ClusterView run(Consumer<String> progress) {
    long start = System.nanoTime();
    control.startCassandra(() -> progress.accept("Cassandra: starting" + since(start)));
    ClusterFile file = control.file();
    file.nodes().forEach(node -> control.startNode(node.node()));
    ClusterFile started = control.file();
    ClusterView[] last = {probe.look(started)};
    boolean healthy =
        Waiting.until(
            () -> {
              requireRunning(started);
              last[0] = probe.look(started);
              return last[0].healthy();
            },
            START_MS_MAX,
            () -> progress.accept(words(last[0]) + since(start)));
    if (!healthy) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "cluster_start_timeout",
          "After "
              + START_MS_MAX / 1_000
              + " s the nodes are not ready: "
              + words(last[0])
              + ". Their logs are in "
              + control.folder().nodeLog(1).getParent()
              + ".");
    }
    return last[0];
  }

  private static String since(long startNanos) {
    return " (" + (System.nanoTime() - startNanos) / 1_000_000_000L + " s)";
  }

  private static String words(ClusterView view) {
    List<String> words = new ArrayList<>();
    for (NodeView node : view.nodes()) {
      words.add("node " + node.node() + " " + (node.reachable() ? node.role() : "starting"));
    }
    return String.join(", ", words);
  }

  private void requireRunning(ClusterFile file) {
    for (ClusterFile.Node node : file.nodes()) {
      if (!node.isRunning()) {
        throw ended(control, node.node(), "it started");
      }
    }
  }

  /** The error for a node whose process ended before something. */
  static TallystickException ended(ClusterControl control, int node, String before) {
    return TallystickException.of(
        ErrorKind.UNAVAILABLE,
        "node_ended",
        "Node "
            + node
            + " ended before "
            + before
            + ". The end of "
            + control.folder().nodeLog(node)
            + ":\n"
            + control.lastWords(node));
  }
}
