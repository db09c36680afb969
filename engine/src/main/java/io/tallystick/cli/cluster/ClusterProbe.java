package io.tallystick.cli.cluster;

import io.tallystick.base.TallystickException;
import io.tallystick.cli.client.ApiClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks all nodes at once how they stand; a node that hangs holds up no other. */
public final class ClusterProbe implements AutoCloseable {
  /** How long a node may take to answer. */
  public static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

  private final Map<URI, ApiClient> clients = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "cluster-probe");
            thread.setDaemon(true);
            return thread;
          });

  /** Asks the nodes of the file. */
  public ClusterView look(ClusterFile file) {
    List<CompletableFuture<NodeView>> asked = new ArrayList<>();
    for (ClusterFile.Node node : file.nodes()) {
      asked.add(CompletableFuture.supplyAsync(() -> ask(node), threads));
    }
    return new ClusterView(asked.stream().map(CompletableFuture::join).toList());
  }

  private NodeView ask(ClusterFile.Node node) {
    boolean running = node.isRunning();
    long pid = running ? node.process().pid() : 0;
    try {
      ApiClient api =
          clients.computeIfAbsent(node.url(), url -> new ApiClient(url, ANSWER_TIMEOUT));
      return new NodeView(node.node(), node.url(), pid, api.get("/v1/status"), "");
    } catch (TallystickException problem) {
      return new NodeView(node.node(), node.url(), pid, null, trouble(node, running, problem));
    }
  }

  private static String trouble(
      ClusterFile.Node node, boolean running, TallystickException problem) {
    if (!running) {
      return node.process() == null ? "not started" : "its process has ended";
    }
    return problem.code().equals("unreachable") ? "its port is not open" : problem.getMessage();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
