package io.tallystick.load.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.cli.client.Json;

/**
 * How a node of a group says it stands.
 *
 * @param sealedHash hash of its newest sealed batch; empty before the first
 * @param journalLagBytes what waits for Cassandra
 */
public record NodeState(
    int node,
    String role,
    long term,
    long settledHeight,
    long appliedHeight,
    long sealedHeight,
    String sealedHash,
    long journalledHeight,
    String journal,
    long journalLagBytes,
    long records) {
  static NodeState of(int node, JsonNode status) {
    return new NodeState(
        node,
        Json.text(status, "role"),
        Json.number(status, "term"),
        Json.number(status, "settled_height"),
        Json.number(status, "applied_height"),
        Json.number(status, "sealed_height"),
        Json.text(status, "sealed_hash"),
        Json.number(status, "journalled_height"),
        Json.text(status, "journal"),
        Json.number(status, "journal_lag_bytes"),
        Json.number(status, "records"));
  }

  public boolean leads() {
    return role.equals("leader");
  }
}
