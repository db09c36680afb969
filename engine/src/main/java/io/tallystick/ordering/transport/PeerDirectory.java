package io.tallystick.ordering.transport;

import akka.actor.Address;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Addresses from the configuration, to which nodes may be added while it runs. */
public final class PeerDirectory implements PeerAddresses {
  private static final int PORT_MAX = 65_535;

  private final String system;
  private final Map<Integer, Address> addresses = new ConcurrentHashMap<>();

  /**
   * An empty directory.
   *
   * @param system name of the actor system, the same on every node
   */
  public PeerDirectory(String system) {
    this.system = system;
  }

  @Override
  public Address addressOf(int node) {
    return addresses.get(node);
  }

  /**
   * Enters a node, or where it is now.
   *
   * @param node its number, 1 or more
   * @param hostAndPort {@code host:port} of its remoting; an IPv6 address in brackets
   * @throws TallystickException INVALID ({@code peer_address_invalid}) naming what is wrong
   */
  public void put(int node, String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    if (node < 1 || colon < 1) {
      throw invalid(node, hostAndPort);
    }
    int port;
    try {
      port = Integer.parseInt(hostAndPort.substring(colon + 1));
    } catch (NumberFormatException e) {
      throw invalid(node, hostAndPort);
    }
    if (port < 1 || port > PORT_MAX) {
      throw invalid(node, hostAndPort);
    }
    addresses.put(node, new Address("akka", system, hostAndPort.substring(0, colon), port));
  }

  /** Forgets a node that has left for good. */
  public void remove(int node) {
    addresses.remove(node);
  }

  /** All entries, by node. */
  public Map<Integer, Address> all() {
    return new TreeMap<>(addresses);
  }

  private static TallystickException invalid(int node, String hostAndPort) {
    return TallystickException.of(
        ErrorKind.INVALID,
        "peer_address_invalid",
        "peer " + node + " at \"" + hostAndPort + "\": expected a node from 1 and host:port");
  }
}
