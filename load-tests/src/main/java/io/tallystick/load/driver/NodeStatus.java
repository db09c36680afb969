package io.tallystick.load.driver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What {@code /v1/status} says of heights and lag; 0 where it says nothing. */
public record NodeStatus(
    long settledHeight,
    long journalledHeight,
    String journal,
    long journalLagBytes,
    long journalLagBatches,
    long records) {

  /** Reads a status document. */
  public static NodeStatus of(JsonNode status) {
    return new NodeStatus(
        number(status, "settled_height"),
        number(status, "journalled_height"),
        status.path("journal").asText(""),
        number(status, "journal_lag_bytes"),
        number(status, "journal_lag_batches"),
        number(status, "records"));
  }

  private static long number(JsonNode status, String field) {
    // Numbers may be written as strings, so that no client loses digits.
    return Optional.of(status.path(field)).map(node -> node.asLong(0)).orElse(0L);
  }
}
