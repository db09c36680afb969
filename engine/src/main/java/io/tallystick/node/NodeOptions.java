package io.tallystick.node;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How to run a node.
 *
 * @param data folder that holds all of its files, made if missing; a child Cassandra's included
 * @param host interface that HTTP listens on
 * @param port port that HTTP listens on, 0 … 65535; 0 takes a free one
 * @param clean whether the data folder's former content is removed first, a child Cassandra's
 *     included; refused with an external Cassandra
 */
public record NodeOptions(
    Path data, String host, int port, CassandraChoice cassandra, boolean clean) {
  /** The port that a node listens on unless told otherwise. */
  public static final int DEFAULT_PORT = 8_080;

  /** The interface that a node listens on unless told otherwise. */
  public static final String DEFAULT_HOST = "127.0.0.1";

  public NodeOptions {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(cassandra, "cassandra");
  }
}
