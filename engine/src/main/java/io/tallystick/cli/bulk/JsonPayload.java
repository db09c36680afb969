package io.tallystick.cli.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.base.Checks;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Json;
import java.util.ArrayList;
import java.util.List;

/** Rows as JSON objects. */
final class JsonPayload implements Payload {
  private final List<ObjectNode> rows = new ArrayList<>();

  void add(ObjectNode row) {
    rows.add(row);
  }

  /** Sends the rows and gives those that were not created. */
  List<RowResult> send(ApiClient api, String path) {
    JsonNode answer = api.post(path, JsonNodeFactory.instance.arrayNode().addAll(rows));
    Checks.equal(answer.size(), rows.size(), "rows of the answer");
    List<RowResult> results = new ArrayList<>();
    for (int i = 0; i < answer.size(); i++) {
      String result = Json.text(answer.get(i), "result");
      if (!result.equals("created")) {
        results.add(new RowResult(i, result));
      }
    }
    return results;
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
