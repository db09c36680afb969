package io.tallystick.load.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tallystick.load.driver.DriverCommand;
import io.tallystick.load.driver.Setup;
import io.tallystick.load.http.JsonClient;
import io.tallystick.load.process.NodeCommand;
import io.tallystick.load.process.NodeGroup;
import io.tallystick.load.process.NodeProcess;
import io.tallystick.load.process.Ports;
import io.tallystick.persistence.file.FileTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A node as {@code ./tallystick start} runs it, under the load driver. */
final class TallystickPeer implements PeerBench.Measurement {
  private static final long READY_MS_MAX = 240_000;
  private static final long STOP_MS_MAX = 60_000;
  private static final long SEALED_MS_MAX = 10_000;

  private final CompareOptions options;
  private final long seed;
  private final NodeCommand command;
  private final Path folder;

  /**
   * @param folder holds the node's data while it runs, and what it printed
   */
  TallystickPeer(CompareOptions options, long seed, NodeCommand command, Path folder) {
    this.options = options;
    this.seed = seed;
    this.command = command;
    this.folder = folder;
  }

  @Override
  public PeerRun measure(Workload workload, int repetition) throws IOException {
    Files.createDirectories(folder);
    Path data = folder.resolve("data");
    Path output = folder.resolve(workload.word() + "-" + repetition + ".log");
    JsonNode figures;
    try (NodeProcess node =
        NodeProcess.start(
            command, data, Ports.free(0, new SplittableRandom()), output, List.of())) {
      Required.that(
          node.awaitReady(READY_MS_MAX),
          "node_not_ready",
          "the node did not start; see " + output.toAbsolutePath());
      Required.that(
          node.cassandra().isPresent(), "no_journal", "the node has no Cassandra beside it");
      figures = drive(node, workload, repetition);
      check(node, workload, figures);
      node.stop(STOP_MS_MAX);
    }
    FileTree.remove(data);
    return new PeerRun(
        Peer.TALLYSTICK,
        workload,
        repetition,
        figures.path("transfers_per_s").asDouble(),
        figures.path("p50_ms").asDouble(),
        figures.path("p99_ms").asDouble(),
        figures.path("connections").asInt());
  }

  private JsonNode drive(NodeProcess node, Workload workload, int repetition) throws IOException {
    List<String> words = new ArrayList<>(List.of("--url", node.url().toString()));
    words.addAll(List.of("--server-pid", Long.toString(node.pid())));
    words.addAll(List.of("--scenario", workload.scenario()));
    words.addAll(List.of("--accounts", Integer.toString(workload.accounts())));
    words.addAll(List.of("--seconds", Integer.toString(options.runs.seconds)));
    words.addAll(List.of("--warm-up", Integer.toString(options.runs.warmUpSeconds)));
    words.addAll(List.of("--seed", Long.toString(seed + repetition), "--json", "--quiet"));
    StringWriter figures = new StringWriter();
    StringWriter told = new StringWriter();
    int exit =
        DriverCommand.run(
            new PrintWriter(figures), new PrintWriter(told), words.toArray(new String[0]));
    Required.that(exit == 0, "load_failed", "the load driver ended with " + exit + ": " + told);
    return new ObjectMapper().readTree(figures.toString());
  }

  /** Nothing was refused, what was answered is there, and debits are credits. */
  private static void check(NodeProcess node, Workload workload, JsonNode figures)
      throws IOException {
    Required.same(Peer.TALLYSTICK, "what was refused", figures.path("refused").toString(), "{}");
    try (JsonClient client = new JsonClient(node.url())) {
      JsonNode ledger = Setup.rows(client.require("/v1/ledgers")).iterator().next();
      Required.same(
          Peer.TALLYSTICK,
          "the sum of debits",
          ledger.path("debits_posted").asText(),
          ledger.path("credits_posted").asText());
      String created = figures.path("created").asText();
      NodeGroup.await(() -> transfers(client, workload).equals(created), SEALED_MS_MAX);
      Required.same(
          Peer.TALLYSTICK, "the number of transfers", transfers(client, workload), created);
    }
  }

  /** How many it has stored; the ledger itself and its accounts are records, too. */
  private static String transfers(JsonClient client, Workload workload) {
    try {
      long records = client.require("/v1/status").path("records").asLong();
      return Long.toString(records - workload.accounts() - 1);
    } catch (IOException silent) {
      return "unknown: " + silent.getMessage();
    }
  }
}
