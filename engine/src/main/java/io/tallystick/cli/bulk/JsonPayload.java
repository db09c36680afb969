package io.tallystick.cli.bulk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Rows as JSON objects. */
final class JsonPayload implements Payload {
  private final List<ObjectNode> rows = new ArrayList<>();

  void add(ObjectNode row) {
    rows.add(row);
  }

  ArrayNode toArray() {
    return JsonNodeFactory.instance.arrayNode().addAll(rows);
  }

  @Override
  public void truncate(int keep) {
    rows.subList(keep, rows.size()).clear();
  }

  @Override
  public void moveTo(Payload next, int from, int count) {
    ((JsonPayload) next).rows.addAll(rows.subList(from, from + count));
    truncate(from);
  }
}
