package io.tallystick.load.process;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.load.http.JsonClient;
import io.tallystick.persistence.file.FileTree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Real nodes of one group, each in a process of its own, started as {@code ./tallystick cluster
 * start} starts them, with the means to kill, freeze, stop, wipe and start each. Used by one
 * thread.
 */
public final class NodeGroup implements AutoCloseable {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
  private static final long POLL_MS = 50;
  private static final long STOP_MS_MAX = 60_000;
  private static final String SETTINGS = "include classpath(\"three-local-nodes.conf\")\n";

  private final GroupPlan plan;
  private final NodeCommand command;
  private final LinkMesh links;
  private final SharedCassandra cassandra;
  private final Map<Integer, NodeProcess> processes = new ConcurrentSkipListMap<>();
  private final Map<Integer, ApiClient> clients = new TreeMap<>();
  private final Thread onExit = new Thread(this::killAll, "kill-nodes");

  private NodeGroup(
      GroupPlan plan, NodeCommand command, LinkMesh links, SharedCassandra cassandra) {
    this.plan = plan;
    this.command = command;
    this.links = links;
    this.cassandra = cassandra;
    plan.numbers().forEach(node -> clients.put(node, new ApiClient(url(node), ANSWER_TIMEOUT)));
  }

  /**
   * Starts Cassandra and the links between nodes, but no node.
   *
   * @param seed decides what lossy links lose
   * @param withCassandra whether there is a Cassandra
   */
  public static NodeGroup prepare(
      GroupPlan plan, NodeCommand command, boolean withCassandra, long seed) throws IOException {
    Files.createDirectories(plan.folder());
    Files.writeString(plan.settings(), SETTINGS);
    LinkMesh links =
        plan.faultyLinks()
            ? LinkMesh.start(
                plan.folder(), plan.numbers().stream().map(plan::remoting).toList(), seed)
            : null;
    SharedCassandra cassandra =
        withCassandra ? SharedCassandra.start(plan.cassandra(), plan.cql(), plan.storage()) : null;
    NodeGroup group = new NodeGroup(plan, command, links, cassandra);
    Runtime.getRuntime().addShutdownHook(group.onExit);
    return group;
  }

  public GroupPlan plan() {
    return plan;
  }

  /** Where a node's HTTP is. */
  public URI url(int node) {
    return URI.create("http://127.0.0.1:" + plan.http(node));
  }

  /** All of them, node 1 first. */
  public List<URI> urls() {
    return plan.numbers().stream().map(this::url).toList();
  }

  /** The links between nodes; there must be proxies in them. */
  public LinkMesh links() {
    return Optional.ofNullable(links).orElseThrow();
  }

  /** The Cassandra, if there is one. */
  public Optional<SharedCassandra> cassandra() {
    return Optional.ofNullable(cassandra);
  }

  /** Starts a node's process; does not wait for it. */
  public void launch(int node) {
    List<String> options = new ArrayList<>(plan.javaOptions());
    if (links != null) {
      options.add(links.javaOption(node));
    }
    processes.put(
        node,
        NodeProcess.start(
            command.withJavaOptions(options),
            plan.data(node),
            plan.http(node),
            plan.log(node),
            plan.arguments(node, cassandra == null ? "" : cassandra.address())));
  }

  /** Starts all nodes and waits until they are ready and one leads. */
  public void start(long timeoutMs) {
    plan.numbers().forEach(this::launch);
    require(awaitHealthy(timeoutMs), "group_not_ready", "not all nodes got ready: " + states());
  }

  private static void require(boolean holds, String code, String message) {
    if (!holds) {
      throw TallystickException.of(ErrorKind.UNAVAILABLE, code, message);
    }
  }

  /** A node's process; it may have ended. */
  public NodeProcess process(int node) {
    return processes.get(node);
  }

  public boolean alive(int node) {
    return processes.containsKey(node) && processes.get(node).alive();
  }

  /** Ends a node with SIGKILL. */
  public void kill(int node) {
    processes.get(node).killNode();
  }

  /** Asks a node to stop and waits; its exit code, or empty if it had to be killed. */
  public OptionalInt stop(int node) {
    OptionalInt exit = processes.get(node).stop(STOP_MS_MAX);
    if (exit.isEmpty()) {
      kill(node);
    }
    return exit;
  }

  /** SIGSTOP. */
  public void freeze(int node) throws IOException {
    Programs.freeze(processes.get(node).pid());
  }

  /** SIGCONT. */
  public void thaw(int node) throws IOException {
    Programs.thaw(processes.get(node).pid());
  }

  /** Removes all that a node that does not run has stored. */
  public void wipe(int node) throws IOException {
    try (var files = Files.list(plan.data(node))) {
      for (var file : files.toList()) {
        FileTree.remove(file);
      }
    }
  }

  /** How a node stands; empty if it does not answer. */
  public Optional<NodeState> state(int node) {
    try {
      return Optional.of(NodeState.of(node, clients.get(node).get("/v1/status")));
    } catch (TallystickException silent) {
      return Optional.empty();
    }
  }

  /** How the nodes stand that answer. */
  public List<NodeState> states() {
    return plan.numbers().stream().map(this::state).flatMap(Optional::stream).toList();
  }

  /** The node that leads, in the newest term if several say so. */
  public OptionalInt leader() {
    return states().stream()
        .filter(NodeState::leads)
        .max(Comparator.comparingLong(NodeState::term))
        .map(state -> OptionalInt.of(state.node()))
        .orElse(OptionalInt.empty());
  }

  /** The node that leads, waited for. */
  public int awaitLeader(long timeoutMs) {
    int[] found = {0};
    boolean any =
        await(
            () -> {
              found[0] = leader().orElse(0);
              return found[0] != 0;
            },
            timeoutMs);
    require(any, "no_leader", "no node led within " + timeoutMs + " ms: " + states());
    return found[0];
  }

  /** Whether a node says that it takes transfers. */
  public boolean ready(int node) {
    try {
      clients.get(node).get("/health/ready");
      return true;
    } catch (TallystickException e) {
      return false;
    }
  }

  /** How many nodes have a vote, as the leader says; 0 if none answers. */
  public int voters() {
    int leader = leader().orElse(0);
    if (leader == 0) {
      return 0;
    }
    try {
      int voters = 0;
      for (var member : clients.get(leader).get("/v1/cluster").path("nodes")) {
        voters += member.path("voter").asBoolean() ? 1 : 0;
      }
      return voters;
    } catch (TallystickException silent) {
      return 0;
    }
  }

  /** How each node sees the group, for people. */
  public String views() {
    StringBuilder text = new StringBuilder();
    for (int node : plan.numbers()) {
      text.append(node).append(": ");
      try {
        text.append(clients.get(node).get("/v1/cluster"));
      } catch (TallystickException silent) {
        text.append(silent.code());
      }
      text.append(' ');
    }
    return text.toString();
  }

  /** Whether all nodes are ready and exactly one of them leads. */
  public boolean healthy() {
    return plan.numbers().stream().allMatch(this::ready)
        && states().stream().filter(NodeState::leads).count() == 1;
  }

  /** Waits until {@link #healthy}; false if it took too long or a node ended. */
  public boolean awaitHealthy(long timeoutMs) {
    return await(() -> healthy() || !allAlive(), timeoutMs) && allAlive();
  }

  /**
   * Waits until every node sees all of them up in the Akka cluster; false if it took too long. A
   * node that was started again takes transfers some seconds before its split-brain resolver, and
   * those of the others, count it.
   */
  public boolean awaitWhole(long timeoutMs) {
    return await(
        () -> plan.numbers().stream().allMatch(node -> members(node) == plan.nodes()), timeoutMs);
  }

  /** How many members a node sees up; 0 if it does not say. */
  private int members(int node) {
    try (JsonClient client = new JsonClient(url(node))) {
      return (int)
          client
              .text("/metrics")
              .map(text -> Gauges.value(text, Gauges.CLUSTER_MEMBERS).orElse(0))
              .orElse(0.0)
              .doubleValue();
    } catch (IOException | TallystickException silent) {
      return 0;
    }
  }

  /** Ctrl-C during a run: nothing of it goes on. */
  private void killAll() {
    processes.values().stream().filter(NodeProcess::alive).forEach(NodeProcess::killNode);
    if (cassandra != null) {
      cassandra.kill();
    }
  }

  /** Whether all nodes' processes live. */
  public boolean allAlive() {
    return plan.numbers().stream().allMatch(this::alive);
  }

  /** Asks the leader to hand over; refused where the ordering refuses it. */
  public void handOver(int to) {
    int leader = leader().orElse(to);
    clients
        .get(leader)
        .post("/v1/cluster/leader", JsonNodeFactory.instance.objectNode().put("node", to));
  }

  /** Waits until something holds; false if it does not in time. */
  public static boolean await(BooleanSupplier holds, long timeoutMs) {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - endNanos > 0) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MS));
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    // All are asked before any is waited for: a last one alone would wait for a majority.
    processes.values().forEach(NodeProcess::askToStop);
    processes.values().forEach(NodeProcess::close);
    if (cassandra != null) {
      cassandra.close();
    }
    if (links != null) {
      links.close();
    }
    Runtime.getRuntime().removeShutdownHook(onExit);
  }
}
