package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.cli.client.Json;
import io.tallystick.node.ChainHead;

/** The newest sealed batch that a server states. */
final class ServerHead {
  private ServerHead() {}

  /** From the answer to {@code /v1/status}; null before the first batch. */
  static ChainHead of(JsonNode status) {
    long height = Json.number(status, "sealed_height");
    return height == 0 ? null : new ChainHead(height, Json.text(status, "sealed_hash"));
  }
}
