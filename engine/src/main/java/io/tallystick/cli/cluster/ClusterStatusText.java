package io.tallystick.cli.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.cli.format.Quantities;
import io.tallystick.cli.format.Table;
import io.tallystick.node.CassandraChoice;
import java.io.PrintWriter;
import java.util.Locale;

/** How a cluster stands, for people and for programs. */
public final class ClusterStatusText {
  private static final int HASH_SHOWN = 12;

  private final ClusterFolder folder;
  private final ClusterFile file;
  private final ClusterView view;

  public ClusterStatusText(ClusterFolder folder, ClusterFile file, ClusterView view) {
    this.folder = folder;
    this.file = file;
    this.view = view;
  }

  /** The nodes as a table, and below it what is not as it should be. */
  public void print(PrintWriter out) {
    Table table =
        Table.titled(
            ">node",
            "url",
            ">pid",
            "role",
            ">term",
            ">settled",
            ">applied",
            ">journalled",
            "head",
            ">lag",
            "reachable");
    for (NodeView node : view.nodes()) {
      String pid = node.pid() == 0 ? "-" : Long.toString(node.pid());
      if (node.reachable()) {
        table.row(
            node.node(),
            node.url(),
            pid,
            node.role(),
            node.term(),
            Quantities.count(node.settled()),
            Quantities.count(node.applied()),
            hasJournal() ? Quantities.count(node.journalled()) : "-",
            shortHead(node),
            Quantities.count(view.behind(node)),
            node.ready() ? "yes" : "yes, not ready: " + node.text("not_ready_because"));
      } else {
        table.row(
            node.node(),
            node.url(),
            pid,
            "-",
            "-",
            "-",
            "-",
            "-",
            "-",
            "-",
            "no: " + node.trouble());
      }
    }
    table.print(out);
    out.println(cassandra());
    view.differing().ifPresent(both -> out.println("NOT EQUAL: " + both));
    if (view.leader().isEmpty()) {
      out.println("No node leads: nothing can settle now.");
    }
  }

  private boolean hasJournal() {
    return file.cassandra().choice().mode() != CassandraChoice.Mode.NONE;
  }

  private static String shortHead(NodeView node) {
    String hash = node.head();
    return hash.isEmpty()
        ? "-"
        : node.sealed() + ":" + hash.substring(0, Math.min(HASH_SHOWN, hash.length())) + "…";
  }

  private String cassandra() {
    CassandraChoice choice = file.cassandra().choice();
    return switch (choice.mode()) {
      case NONE -> "Cassandra: none, the nodes' own stores are the only copies";
      case EXTERNAL ->
          "Cassandra: " + choice.host() + ":" + choice.port() + ", not the cluster's own";
      case CHILD ->
          keeperRuns()
              ? "Cassandra: 127.0.0.1:"
                  + file.cassandra().cqlPort()
                  + ", kept by process "
                  + file.cassandra().keeper().pid()
              : "Cassandra: NOT RUNNING; cluster restart N starts it too";
    };
  }

  private boolean keeperRuns() {
    ProcessNote keeper = file.cassandra().keeper();
    return keeper != null && keeper.running().isPresent();
  }

  /** The form for programs. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("data", folder.root().toString());
    json.put("healthy", view.healthy());
    view.leader()
        .ifPresentOrElse(leader -> json.put("leader", leader.node()), () -> json.putNull("leader"));
    view.differing().ifPresent(both -> json.put("differing", both));
    ArrayNode nodes = json.putArray("nodes");
    view.nodes().forEach(node -> write(nodes.addObject(), node));
    ObjectNode cassandra = json.putObject("cassandra");
    CassandraChoice choice = file.cassandra().choice();
    cassandra.put("mode", choice.mode().name().toLowerCase(Locale.ROOT));
    if (file.cassandra().isOwn()) {
      cassandra.put("running", keeperRuns());
      cassandra.put("address", "127.0.0.1:" + file.cassandra().cqlPort());
    } else if (hasJournal()) {
      cassandra.put("address", choice.host() + ":" + choice.port());
    }
    return json;
  }

  private void write(ObjectNode json, NodeView node) {
    json.put("node", node.node()).put("url", node.url().toString());
    if (node.pid() == 0) {
      json.putNull("pid");
    } else {
      json.put("pid", node.pid());
    }
    json.put("reachable", node.reachable());
    if (!node.reachable()) {
      json.put("trouble", node.trouble());
      return;
    }
    json.put("ready", node.ready()).put("role", node.role()).put("term", node.term());
    json.put("settled_height", node.settled()).put("applied_height", node.applied());
    json.put("sealed_height", node.sealed()).put("head", node.head());
    json.put("journalled_height", node.journalled());
    json.put("lag_batches", view.behind(node));
    json.put("journal_lag_batches", node.number("journal_lag_batches"));
  }
}
