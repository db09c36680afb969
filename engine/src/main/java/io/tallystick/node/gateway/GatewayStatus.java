package io.tallystick.node.gateway;

import io.tallystick.ring.query.Views.StatusRow;
import java.util.function.LongSupplier;

/** What a gateway says of itself: it holds nothing, so its heights and sizes are 0. */
final class GatewayStatus {
  private final int node;
  private final String group;
  private final LongSupplier term;

  GatewayStatus(int node, String group, LongSupplier term) {
    this.node = node;
    this.group = group;
    this.term = term;
  }

  StatusRow row() {
    Runtime runtime = Runtime.getRuntime();
    return new StatusRow(
        Integer.toString(node),
        "gateway",
        term.getAsLong(),
        group,
        0,
        0,
        0,
        0,
        "",
        0,
        "none: a gateway journals nothing",
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        runtime.totalMemory() - runtime.freeMemory(),
        0,
        version());
  }

  private static String version() {
    String version = GatewayStatus.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
