package io.tallystick.node.gateway;

import io.tallystick.node.directory.ClusterDirectory;
import io.tallystick.node.directory.DirectoryEntry;
import io.tallystick.ring.query.Views.StatusRow;

/** What a gateway says of itself: it holds nothing, so its heights and sizes are 0. */
final class GatewayStatus {
  private final int node;
  private final String group;
  private final ClusterDirectory directory;

  GatewayStatus(int node, String group, ClusterDirectory directory) {
    this.node = node;
    this.group = group;
    this.directory = directory;
  }

  StatusRow row() {
    long term = directory.leader().map(DirectoryEntry::card).map(card -> card.term()).orElse(0L);
    Runtime runtime = Runtime.getRuntime();
    return new StatusRow(
        Integer.toString(node),
        "gateway",
        term,
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
