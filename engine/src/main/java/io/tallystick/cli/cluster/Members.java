package io.tallystick.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.cli.client.Json;
import io.tallystick.cli.format.Quantities;
import io.tallystick.cli.format.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The members of a running cluster, as a node knows them.
 *
 * @param json the answer to {@code GET /v1/cluster}
 */
public record Members(JsonNode json) {
  private static final String LEARNER = "learner";

  /** Number of the node that leads; 0 while none is known. */
  public int leader() {
    return (int) Json.number(json, "leader");
  }

  /** Names leader and members as they stand; a change says for which it was made. */
  public String version() {
    return Json.text(json, "version");
  }

  /** Whether a node is a member, with a vote or learning. */
  public boolean has(int node) {
    return find(node).isPresent();
  }

  /** Whether a node has a vote. */
  public boolean votes(int node) {
    return find(node).map(one -> one.path("voter").asBoolean()).orElse(false);
  }

  private Optional<JsonNode> find(int number) {
    for (JsonNode node : json.path("nodes")) {
      if (Json.number(node, "node") == number) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  /** In one line, for a progress line. */
  public String words() {
    List<String> words = new ArrayList<>();
    for (JsonNode node : json.path("nodes")) {
      String role = Json.text(node, "role");
      words.add(
          "node "
              + Json.text(node, "node")
              + " "
              + role
              + (role.equals(LEARNER)
                  ? " at "
                      + Quantities.count(Json.number(node, "match_index"))
                      + " of "
                      + Quantities.count(Json.number(json, "commit_index"))
                  : ""));
    }
    return String.join(", ", words);
  }

  /** As a table. */
  public void print(PrintWriter out) {
    Table table = Table.titled(">node", "role", "vote", "address", "url", ">log up to", "answers");
    for (JsonNode node : json.path("nodes")) {
      table.row(
          Json.text(node, "node"),
          Json.text(node, "role"),
          node.path("voter").asBoolean() ? "yes" : "no",
          Json.text(node, "address", "-"),
          Json.text(node, "url", "-"),
          node.has("match_index") ? Quantities.count(Json.number(node, "match_index")) : "-",
          node.path("active").asBoolean() ? "yes" : "no");
    }
    table.print(out);
    out.println(
        leader() == 0
            ? "No node leads that this one knows of."
            : "Node "
                + leader()
                + " leads, term "
                + Json.text(json, "term")
                + ", settled up to entry "
                + Quantities.count(Json.number(json, "commit_index"))
                + ".");
  }
}
