package io.tallystick.api.endpoint;

import java.net.URI;
import java.util.List;

/** Nodes that can answer reads. Asked for every request: from memory, at once. */
@FunctionalInterface
public interface ReplicaUrls {
  /**
   * Where they listen, such as {@code http://10.0.0.1:8080}, the one to be tried first in front:
   * the leader, then others that are reachable. Empty if none is known.
   */
  List<URI> inOrder();
}
