package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The ledger nodes of a cluster and where each one's remoting listens. It is the address book of a
 * start: which of them hold votes is in the log, and changes there alone.
 *
 * @param addresses by node number; empty for a single node without remoting
 */
public record NodePeers(SortedMap<Integer, NodeAddress> addresses) {
  /** Largest node number. */
  public static final int NODE_MAX = 65_535;

  /** Most nodes in the list: five that vote, and two that come or go. */
  public static final int PEERS_MAX = 7;

  /** A single node. */
  public static final NodePeers NONE = new NodePeers(new TreeMap<>());

  private static final String FIELD = "peers";
  private static final String FORM =
      "takes N=HOST:PORT,… such as 1=10.0.0.1:25520,2=10.0.0.2:25520";

  public NodePeers {
    addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
  }

  /** Whether the node runs alone, without remoting. */
  public boolean isEmpty() {
    return addresses.isEmpty();
  }

  /**
   * Reads {@code 1=HOST:PORT,2=HOST:PORT,…}.
   *
   * @throws TallystickException INVALID: {@code peers_malformed}, {@code address_malformed}, {@code
   *     node_number_invalid}, {@code peer_twice}, {@code too_many_peers}
   */
  public static NodePeers parse(String text) {
    SortedMap<Integer, NodeAddress> addresses = new TreeMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw refused("peers_malformed", part, FORM);
      }
      int node = number(FIELD, part.substring(0, equals).strip());
      NodeAddress address = NodeAddress.parse(FIELD, part.substring(equals + 1).strip());
      if (addresses.containsKey(node)) {
        throw refused("peer_twice", part, "names node " + node + " twice");
      }
      if (addresses.containsValue(address)) {
        throw refused("peer_twice", part, "names one address for two nodes");
      }
      addresses.put(node, address);
    }
    if (addresses.size() > PEERS_MAX) {
      throw refused("too_many_peers", text, "takes at most " + PEERS_MAX + " nodes");
    }
    return new NodePeers(addresses);
  }

  /**
   * Reads the number of a node.
   *
   * @throws TallystickException INVALID, {@code node_number_invalid}
   */
  public static int number(String field, String text) {
    if (text.matches("[0-9]{1,5}")) {
      int node = Integer.parseInt(text);
      if (node >= 1 && node <= NODE_MAX) {
        return node;
      }
    }
    throw TallystickException.field(
        ErrorKind.INVALID,
        "node_number_invalid",
        field,
        text,
        TallystickException.NO_ROW,
        "takes a node number of 1 to " + NODE_MAX);
  }

  private static TallystickException refused(String code, String value, String rule) {
    return TallystickException.field(
        ErrorKind.INVALID, code, FIELD, value, TallystickException.NO_ROW, rule);
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return addresses.entrySet().stream()
        .map((Map.Entry<Integer, NodeAddress> peer) -> peer.getKey() + "=" + peer.getValue())
        .collect(Collectors.joining(","));
  }
}
