package io.tallystick.node.directory;

import akka.actor.Address;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The cards of all nodes. For one thread; what it gives away never changes. */
final class DirectoryBook {
  /** Nodes that are remembered; past it the one that was silent for longest is forgotten. */
  static final int NODES_MAX = 256;

  private final Map<Integer, DirectoryEntry> entries = new TreeMap<>();

  /** What is known of a node, or null. */
  DirectoryEntry of(int node) {
    return entries.get(node);
  }

  /** Remembers a card. */
  void heard(NodeCard card, Address address, long nowNanos) {
    entries.put(card.node(), new DirectoryEntry(card, address, nowNanos));
    if (entries.size() > NODES_MAX) {
      entries.values().stream()
          .max(Comparator.comparingLong(entry -> nowNanos - entry.seenNanos()))
          .ifPresent(silent -> entries.remove(silent.card().node()));
    }
  }

  /** All entries, by node. */
  List<DirectoryEntry> entries() {
    return List.copyOf(entries.values());
  }
}
