package io.tallystick.cli.cluster;

import io.tallystick.base.Checks;

/**
 * The ports of a cluster on this machine, all from one base: HTTP of node N at base + N - 1, its
 * remoting ten above, Cassandra's two at base + 20 and base + 21.
 *
 * @param base {@value #BASE_MIN} … {@value #BASE_MAX}
 */
public record ClusterPorts(int base) {
  /** Largest number of a node in such a cluster. */
  public static final int NODE_MAX = 9;

  public static final int BASE_MIN = 1_024;

  private static final int REMOTING = 10;
  private static final int CQL = 20;
  private static final int STORAGE = 21;

  public static final int BASE_MAX = 65_535 - STORAGE;

  public ClusterPorts {
    Checks.inRange(base, BASE_MIN, BASE_MAX, "base port");
  }

  int http(int node) {
    return base + node - 1;
  }

  int remoting(int node) {
    return base + REMOTING + node - 1;
  }

  int cql() {
    return base + CQL;
  }

  int storage() {
    return base + STORAGE;
  }
}
