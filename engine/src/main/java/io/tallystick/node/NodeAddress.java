package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.Objects;

/**
 * Where a node's remoting listens.
 *
 * @param host name or address by which the other nodes reach it; an IPv6 address without brackets
 * @param port 1 … 65,535, or 0 where a gateway takes a free one
 */
public record NodeAddress(String host, int port) {
  /** Largest port. */
  public static final int PORT_MAX = 65_535;

  public NodeAddress {
    Objects.requireNonNull(host, "host");
  }

  /**
   * Reads {@code HOST:PORT}; an IPv6 address stands in brackets, {@code [::1]:25520}.
   *
   * @param field what is read, for the error
   * @throws TallystickException INVALID, {@code address_malformed}
   */
  public static NodeAddress parse(String field, String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String port = text.substring(colon + 1);
    boolean bracketed = host.startsWith("[") && host.endsWith("]") && host.length() > 2;
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    boolean hostOk = bracketed ? bare.matches("[0-9A-Fa-f:.%]+") : bare.matches("[A-Za-z0-9._-]+");
    if (!hostOk || !port.matches("[0-9]{1,5}") || outside(Integer.parseInt(port))) {
      throw TallystickException.field(
          ErrorKind.INVALID,
          "address_malformed",
          field,
          text,
          TallystickException.NO_ROW,
          "takes HOST:PORT such as 10.0.0.5:25520, with a port of 1 to " + PORT_MAX);
    }
    return new NodeAddress(bare, Integer.parseInt(port));
  }

  private static boolean outside(int port) {
    return port < 1 || port > PORT_MAX;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
