package io.tallystick.load.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.load.driver.DriverCommand;
import io.tallystick.load.process.NodeProcess;
import io.tallystick.load.process.Ports;
import io.tallystick.persistence.file.FileTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Runs a node of a variant on a new folder, puts the load driver on it, and removes the folder. */
final class NodeMeasurement implements CostBench.Measurement {
  private static final long READY_MS_MAX = 180_000;
  private static final long STOP_MS_MAX = 60_000;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final CostOptions options;
  private final long seed;
  private final CostNodes nodes;
  private final Path folder;

  /**
   * @param folder holds each node's data while it runs, and what the nodes printed
   */
  NodeMeasurement(CostOptions options, long seed, CostNodes nodes, Path folder) {
    this.options = options;
    this.seed = seed;
    this.nodes = nodes;
    this.folder = folder;
  }

  @Override
  public CostRun measure(Variant variant, int repetition) throws IOException {
    Path data = folder.resolve("data");
    Path output = folder.resolve(repetition + "-" + variant.title().replace(' ', '-') + ".log");
    Files.createDirectories(folder);
    JsonNode figures;
    try (NodeProcess node =
        NodeProcess.start(
            nodes.command(variant),
            data,
            Ports.free(options.port, new SplittableRandom()),
            output,
            CostNodes.arguments(variant))) {
      require(node.awaitReady(READY_MS_MAX), "node_not_ready", "the node did not start", output);
      OptionalLong cassandra = node.cassandra();
      require(
          cassandra.isEmpty() == (variant == Variant.JOURNAL_OFF),
          "journal_not_as_asked",
          variant.title() + ", but its Cassandra is " + cassandra,
          output);
      figures = drive(node, output);
      require(node.stop(STOP_MS_MAX).isPresent(), "node_not_stopped", "it runs on", output);
      require(
          cassandra.isEmpty() || NodeProcess.awaitGone(cassandra.getAsLong(), STOP_MS_MAX) >= 0,
          "cassandra_not_stopped",
          "its Cassandra runs on",
          output);
    }
    FileTree.remove(data);
    return new CostRun(variant, repetition, figures);
  }

  private JsonNode drive(NodeProcess node, Path output) throws IOException {
    StringWriter figures = new StringWriter();
    StringWriter told = new StringWriter();
    int exit =
        DriverCommand.run(
            new PrintWriter(figures),
            new PrintWriter(told),
            "--url",
            node.url().toString(),
            "--scenario",
            options.scenario,
            "--seconds",
            Integer.toString(options.runs.seconds),
            "--warm-up",
            Integer.toString(options.runs.warmUpSeconds),
            "--seed",
            Long.toString(seed),
            "--json",
            "--quiet");
    require(exit == 0, "load_failed", "the load driver ended with " + exit + ": " + told, output);
    JsonNode document = MAPPER.readTree(figures.toString());
    require(
        document.path("refused").isEmpty() && document.path("transfers_per_s").asDouble() > 0,
        "load_refused",
        "not every transfer was created: " + document.path("refused"),
        output);
    return document;
  }

  private static void require(boolean holds, String code, String message, Path output) {
    if (!holds) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, code, message + "; see " + output.toAbsolutePath());
    }
  }
}
