package io.tallystick.load.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.load.driver.DriverCommand;
import io.tallystick.load.process.GroupPlan;
import io.tallystick.load.process.NodeCommand;
import io.tallystick.load.process.NodeGroup;
import io.tallystick.load.process.NodeState;
import io.tallystick.load.process.ProcFs;
import io.tallystick.persistence.file.FileTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a group on a new folder with a Cassandra of its own, puts the load driver on its leader,
 * reads the processor time of every process, and removes the folder. One node is run as one of
 * three is: the same options of the JVM, the same settings, its Cassandra beside it.
 */
final class RateMeasurement {
  private static final long START_MS_MAX = 240_000;
  private static final long LEVEL_MS_MAX = 60_000;
  private static final String DRAIN_SECONDS = "60";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final NodesOptions options;
  private final long seed;
  private final NodeCommand command;
  private final Path folder;
  private final int port;

  /**
   * @param folder holds each group's data while it runs
   */
  RateMeasurement(NodesOptions options, long seed, NodeCommand command, Path folder, int port) {
    this.options = options;
    this.seed = seed;
    this.command = command;
    this.folder = folder;
    this.port = port;
  }

  RateRun measure(int nodes, int repetition) throws IOException {
    Path here = folder.resolve("rate-" + nodes + "-" + repetition);
    GroupPlan plan = new GroupPlan(nodes, port, here, GroupPlan.CLUSTER_JAVA_OPTIONS, false);
    RateRun run;
    try (NodeGroup group = NodeGroup.prepare(plan, command, true, seed)) {
      group.start(START_MS_MAX);
      if (options.warmUpSeconds > 0) {
        drive(group, options.warmUpSeconds, repetition + 1_000L, "0");
      }
      run = measured(group, repetition);
    }
    FileTree.remove(here);
    return run;
  }

  private RateRun measured(NodeGroup group, int repetition) throws IOException {
    int leader = group.awaitLeader(LEVEL_MS_MAX);
    long[] before = cpu(group);
    long recordsBefore = records(group, leader);
    JsonNode figures = drive(group, options.seconds, repetition, DRAIN_SECONDS);
    awaitLevel(group);
    long[] after = cpu(group);
    long transfers = records(group, leader) - recordsBefore;
    require(
        group.awaitLeader(LEVEL_MS_MAX) == leader,
        "leader_changed",
        "node " + leader + " lost the lead while it was measured");
    long followers = 0;
    for (int node : group.plan().numbers()) {
      if (node != leader) {
        followers += after[node] - before[node];
      }
    }
    int nodes = group.plan().nodes();
    return new RateRun(
        nodes,
        repetition,
        figures,
        transfers,
        after[leader] - before[leader],
        nodes == 1 ? 0 : followers / (nodes - 1),
        after[0] - before[0]);
  }

  /** Processor time of Cassandra at 0 and of each node at its number. */
  private static long[] cpu(NodeGroup group) {
    List<Long> pids = new ArrayList<>();
    pids.add(group.cassandra().orElseThrow().pid());
    group.plan().numbers().forEach(node -> pids.add(group.process(node).pid()));
    return pids.stream()
        .mapToLong(
            pid ->
                ProcFs.cpuNanos(pid)
                    .orElseThrow(
                        () ->
                            TallystickException.of(
                                ErrorKind.UNAVAILABLE,
                                "cpu_time_unknown",
                                "/proc says nothing of process " + pid)))
        .toArray();
  }

  private static long records(NodeGroup group, int node) {
    return group.state(node).map(NodeState::records).orElseThrow();
  }

  /** Followers do their share, too, before the processor time counts. */
  private static void awaitLevel(NodeGroup group) {
    boolean level =
        NodeGroup.await(
            () -> {
              List<NodeState> states = group.states();
              return states.size() == group.plan().nodes()
                  && states.stream().mapToLong(NodeState::sealedHeight).distinct().count() == 1;
            },
            LEVEL_MS_MAX);
    require(level, "not_level", "the nodes did not get level: " + group.states());
  }

  private JsonNode drive(NodeGroup group, int seconds, long run, String drainSeconds)
      throws IOException {
    int leader = group.awaitLeader(LEVEL_MS_MAX);
    StringWriter figures = new StringWriter();
    StringWriter told = new StringWriter();
    int exit =
        DriverCommand.run(
            new PrintWriter(figures),
            new PrintWriter(told),
            "--url",
            group.url(leader).toString(),
            "--server-pid",
            Long.toString(group.process(leader).pid()),
            "--scenario",
            options.scenario,
            "--seconds",
            Integer.toString(seconds),
            "--warm-up",
            "0",
            "--drain",
            drainSeconds,
            "--seed",
            Long.toString(seed + run),
            "--json",
            "--quiet");
    require(exit == 0, "load_failed", "the load driver ended with " + exit + ": " + told);
    JsonNode document = MAPPER.readTree(figures.toString());
    require(
        document.path("refused").isEmpty() && document.path("transfers_per_s").asDouble() > 0,
        "load_refused",
        "not every transfer was created: " + document.path("refused"));
    return document;
  }

  private static void require(boolean holds, String code, String message) {
    if (!holds) {
      throw TallystickException.of(ErrorKind.UNAVAILABLE, code, message);
    }
  }
}
