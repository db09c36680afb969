package io.tallystick.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.cli.client.Json;
import io.tallystick.cli.format.Table;
import io.tallystick.cli.format.Times;
import java.util.ArrayList;
import java.util.List;

/** Participants and keys for people. */
public final class MemberView {
  private MemberView() {}

  /** One participant's facts. */
  public static Table facts(JsonNode participant) {
    return Table.facts()
        .fact("code", Json.text(participant, "code"))
        .fact("name", Json.text(participant, "name"))
        .fact("roles", list(participant.path("roles")))
        .fact("suspended", participant.path("suspended").asBoolean() ? "yes" : null)
        .fact("recovery", recovery(participant.path("recovery_quorum").asInt()))
        .fact("version", participant.path("version").asLong())
        .fact("changed", Json.text(participant, "time"));
  }

  private static String recovery(int quorum) {
    return quorum == 0 ? "by nobody" : "by " + quorum + " officers";
  }

  /** A list of participants. */
  public static Table participants(Iterable<JsonNode> rows) {
    Table table = Table.titled("code", "name", "roles", ">recovery", "");
    for (JsonNode row : rows) {
      table.row(
          Json.text(row, "code"),
          Json.text(row, "name"),
          list(row.path("roles")),
          row.path("recovery_quorum").asInt(),
          row.path("suspended").asBoolean() ? "suspended" : "");
    }
    return table;
  }

  /** A list of keys. */
  public static Table keys(JsonNode keys) {
    Table table = Table.titled("key id", "state", "roles", "valid from", "valid until");
    for (JsonNode key : keys) {
      table.row(
          Json.text(key, "id"),
          Json.text(key, "state"),
          list(key.path("roles")),
          Times.formatNanos(key.path("valid_from").asLong()),
          key.path("valid_until").isNull()
              ? "ever"
              : Times.formatNanos(key.path("valid_until").asLong()));
    }
    return table;
  }

  private static String list(JsonNode names) {
    List<String> texts = new ArrayList<>();
    names.forEach(name -> texts.add(name.asText()));
    return String.join(",", texts);
  }
}
