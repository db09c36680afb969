package io.tallystick.cli.cluster.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.cli.cluster.ClusterView;
import java.util.List;

/**
 * What the demonstration saw.
 *
 * @param settled transfers that were answered as settled
 * @param refused transfers that a rule refused; none are expected
 * @param killed the node that led and was killed
 * @param leader the node that led afterwards
 * @param gapMs from the kill to the first transfer that settled afterwards
 * @param catchUpMs from the start of the killed node until it had caught up
 * @param checked transfers answered around the kill that were sent once more
 * @param lost of those the ones that the cluster did not hold
 * @param chart the rate over time, as text
 * @param columnMs length of a column of the chart
 * @param perColumn transfers settled in each
 * @param end how the nodes stood after the load had ended
 */
public record DemoOutcome(
    long settled,
    long refused,
    int killed,
    int leader,
    long gapMs,
    long catchUpMs,
    long checked,
    long lost,
    List<String> chart,
    long columnMs,
    List<Long> perColumn,
    ClusterView end) {
  /** Whether nothing was lost or refused and all nodes hold the same head. */
  public boolean good() {
    return lost == 0 && refused == 0 && end.level();
  }

  /** For programs. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("settled", settled).put("refused", refused);
    json.put("killed_node", killed).put("next_leader", leader);
    json.put("gap_ms", gapMs).put("catch_up_ms", catchUpMs);
    json.put("checked", checked).put("lost", lost);
    json.put("column_ms", columnMs);
    ArrayNode columns = json.putArray("settled_per_column");
    perColumn.forEach(columns::add);
    return json;
  }
}
