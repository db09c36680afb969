package io.tallystick.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.client.Json;
import io.tallystick.node.CassandraChoice;
import io.tallystick.node.NodeAddress;
import io.tallystick.node.NodePeers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The written form of a {@link ClusterFile}. Pure. */
final class ClusterFileJson {
  /** Version of the form; another one is refused. */
  static final int VERSION = 1;

  private ClusterFileJson() {}

  static ObjectNode write(ClusterFile file) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", VERSION).put("java_options", file.javaOptions());
    ClusterFile.Cassandra cassandra = file.cassandra();
    ObjectNode own = json.putObject("cassandra");
    own.put("mode", cassandra.choice().mode().name().toLowerCase(Locale.ROOT));
    if (cassandra.choice().host() != null) {
      own.put("host", cassandra.choice().host()).put("port", cassandra.choice().port());
    }
    if (cassandra.isOwn()) {
      own.put("cql_port", cassandra.cqlPort()).put("storage_port", cassandra.storagePort());
    }
    process(own, cassandra.keeper());
    ArrayNode nodes = json.putArray("nodes");
    for (ClusterFile.Node node : file.nodes()) {
      ObjectNode one = nodes.addObject();
      one.put("node", node.node()).put("http_port", node.httpPort());
      one.put("remoting", node.remoting().toString()).put("joined", node.joined());
      process(one, node.process());
    }
    return json;
  }

  private static void process(ObjectNode json, ProcessNote process) {
    if (process != null) {
      json.put("pid", process.pid()).put("started", process.started().toString());
    }
  }

  /**
   * Reads it.
   *
   * @param path where it came from, for the error
   * @throws TallystickException {@code cluster_file_malformed}
   */
  static ClusterFile read(JsonNode json, Path path) {
    if (json == null || Json.number(json, "version") != VERSION) {
      throw malformed(path, "it is not of version " + VERSION, null);
    }
    try {
      List<ClusterFile.Node> nodes = new ArrayList<>();
      for (JsonNode node : json.path("nodes")) {
        nodes.add(
            new ClusterFile.Node(
                NodePeers.number("node", Json.text(node, "node")),
                (int) Json.number(node, "http_port"),
                NodeAddress.parse("remoting", Json.text(node, "remoting")),
                node.path("joined").asBoolean(),
                process(node)));
      }
      JsonNode cassandra = json.path("cassandra");
      return new ClusterFile(
          new ClusterFile.Cassandra(
              choice(cassandra),
              (int) Json.number(cassandra, "cql_port"),
              (int) Json.number(cassandra, "storage_port"),
              process(cassandra)),
          Json.text(json, "java_options"),
          nodes);
    } catch (TallystickException | IllegalArgumentException | DateTimeParseException problem) {
      throw malformed(path, problem.getMessage(), problem);
    }
  }

  private static CassandraChoice choice(JsonNode json) {
    return switch (CassandraChoice.Mode.valueOf(Json.text(json, "mode").toUpperCase(Locale.ROOT))) {
      case CHILD -> CassandraChoice.child();
      case NONE -> CassandraChoice.none();
      case EXTERNAL ->
          CassandraChoice.external(Json.text(json, "host"), (int) Json.number(json, "port"));
    };
  }

  private static ProcessNote process(JsonNode json) {
    return json.has("pid")
        ? new ProcessNote(Json.number(json, "pid"), Instant.parse(Json.text(json, "started")))
        : null;
  }

  private static TallystickException malformed(Path path, String why, Throwable cause) {
    return TallystickException.of(
        ErrorKind.DAMAGED,
        "cluster_file_malformed",
        path + " cannot be read as a cluster's file: " + why,
        cause);
  }
}
