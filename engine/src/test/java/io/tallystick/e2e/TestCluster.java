package io.tallystick.e2e;

import io.tallystick.node.CassandraChoice;
import io.tallystick.node.EmbeddedLauncher;
import io.tallystick.node.NodeAddress;
import io.tallystick.node.NodeOptions;
import io.tallystick.node.NodePeers;
import io.tallystick.node.NodeRole;
import io.tallystick.node.RunningNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Real nodes of one cluster in this process, with real sockets between them. */
final class TestCluster implements AutoCloseable {
  private static final long START_S_MAX = 120;

  private final Path folder;
  private final NodePeers peers;
  private final IntFunction<Optional<Path>> configs;
  private final HttpClient http;
  private final SortedMap<Integer, TestNode> nodes = new TreeMap<>();
  private final ExecutorService starters = Executors.newCachedThreadPool();

  private TestCluster(
      Path folder, NodePeers peers, IntFunction<Optional<Path>> configs, HttpClient http) {
    this.folder = folder;
    this.peers = peers;
    this.configs = configs;
    this.http = http;
  }

  /** So many ledger nodes, without Cassandra, all started at once. */
  static TestCluster start(Path folder, int count, Optional<Path> config) throws Exception {
    return start(folder, count, node -> config, TestNode.HTTP);
  }

  /** The same with a file for each node, read at each of its starts, and a client of HTTP. */
  static TestCluster start(
      Path folder, int count, IntFunction<Optional<Path>> configs, HttpClient http)
      throws Exception {
    SortedMap<Integer, NodeAddress> addresses = new TreeMap<>();
    List<ServerSocket> held = new ArrayList<>();
    for (int node = 1; node <= count; node++) {
      ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      held.add(free);
      addresses.put(node, new NodeAddress("127.0.0.1", free.getLocalPort()));
    }
    for (ServerSocket each : held) {
      each.close();
    }
    TestCluster cluster = new TestCluster(folder, new NodePeers(addresses), configs, http);
    cluster.startAll();
    return cluster;
  }

  private void startAll() throws Exception {
    Map<Integer, CompletableFuture<TestNode>> starting = new TreeMap<>();
    for (int node : peers.addresses().keySet()) {
      starting.put(node, CompletableFuture.supplyAsync(() -> begin(node), starters));
    }
    for (Map.Entry<Integer, CompletableFuture<TestNode>> each : starting.entrySet()) {
      nodes.put(each.getKey(), each.getValue().get(START_S_MAX, TimeUnit.SECONDS));
    }
  }

  private TestNode begin(int node) {
    return TestNode.of(
        new EmbeddedLauncher()
            .start(
                new NodeOptions(
                    data(node),
                    "127.0.0.1",
                    0,
                    CassandraChoice.none(),
                    false,
                    new NodeOptions.Place(node, NodeRole.LEDGER, peers, false, null),
                    configs.apply(node)),
                step -> {}),
        http);
  }

  /** A node without a replica beside them; not one of {@link #nodes}. */
  TestNode gateway(int node) {
    return TestNode.of(launchGateway(node), http);
  }

  /** The same, for a client of its own. */
  RunningNode launchGateway(int node) {
    return new EmbeddedLauncher()
        .start(
            new NodeOptions(
                data(node),
                "127.0.0.1",
                0,
                CassandraChoice.none(),
                false,
                new NodeOptions.Place(node, NodeRole.GATEWAY, peers, false, null),
                configs.apply(node)),
            step -> {});
  }

  Path data(int node) {
    return folder.resolve("node-" + node);
  }

  TestNode node(int number) {
    return nodes.get(number);
  }

  SortedMap<Integer, TestNode> nodes() {
    return nodes;
  }

  /** Stops a node; its folder stays. */
  void stop(int node) {
    nodes.remove(node).close();
  }

  /** Starts a stopped node again. */
  TestNode start(int node) {
    TestNode started = begin(node);
    nodes.put(node, started);
    return started;
  }

  /** Begins to start a stopped node, in a thread of its own that can be interrupted. */
  Future<TestNode> beginStart(int node) {
    return starters.submit(() -> begin(node));
  }

  /** The number of the node that says that it leads and is ready; 0 if none does now. */
  int leader() throws IOException, InterruptedException {
    for (Map.Entry<Integer, TestNode> each : nodes.entrySet()) {
      String status = each.getValue().get("/v1/status").body();
      if (status.contains("\"role\":\"leader\"") && status.contains("\"ready\":true")) {
        return each.getKey();
      }
    }
    return 0;
  }

  @Override
  public void close() {
    nodes.values().forEach(TestNode::close);
    starters.shutdownNow();
  }
}
