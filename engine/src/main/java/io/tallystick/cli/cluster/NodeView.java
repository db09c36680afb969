package io.tallystick.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.cli.client.Json;
import java.net.URI;

/**
 * How a node stood when it was asked.
 *
 * @param pid of its process; 0 where none runs
 * @param status its answer to {@code /v1/status}; null where none came
 * @param trouble why none came; empty where one did
 */
public record NodeView(int node, URI url, long pid, JsonNode status, String trouble) {
  /** Role of the node that orders. */
  static final String LEADER = "leader";

  /** Whether it answered. */
  public boolean reachable() {
    return status != null;
  }

  /** {@code leader}, {@code follower}, …; empty where it did not answer. */
  public String role() {
    return text("role");
  }

  public boolean isLeader() {
    return role().equals(LEADER);
  }

  /** Whether it answered that it can settle. */
  public boolean ready() {
    return reachable() && !text("ready").equals("false");
  }

  public long term() {
    return number("term");
  }

  public long settled() {
    return number("settled_height");
  }

  public long applied() {
    return number("applied_height");
  }

  public long sealed() {
    return number("sealed_height");
  }

  public long journalled() {
    return number("journalled_height");
  }

  /** Header hash of the newest sealed batch; empty before the first one. */
  public String head() {
    return text("sealed_hash");
  }

  String text(String field) {
    return reachable() ? Json.text(status, field) : "";
  }

  long number(String field) {
    return reachable() ? Json.number(status, field) : 0;
  }
}
