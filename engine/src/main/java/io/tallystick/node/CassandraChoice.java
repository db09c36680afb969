package io.tallystick.node;

import java.util.Objects;

/**
 * Which Cassandra holds the journal.
 *
 * @param host contact point; null unless {@link Mode#EXTERNAL}
 * @param port its native-protocol port; 0 unless {@link Mode#EXTERNAL}
 */
public record CassandraChoice(Mode mode, String host, int port) {
  /** The port that Cassandra's native protocol has by default. */
  public static final int DEFAULT_PORT = 9_042;

  /** Where the Cassandra comes from. */
  public enum Mode {
    /** A child process of the node, on the loopback interface, with its data in the data folder. */
    CHILD,
    /** None: the local store alone. */
    NONE,
    /** A cluster that somebody else runs. */
    EXTERNAL
  }

  public CassandraChoice {
    Objects.requireNonNull(mode, "mode");
  }

  public static CassandraChoice child() {
    return new CassandraChoice(Mode.CHILD, null, 0);
  }

  public static CassandraChoice none() {
    return new CassandraChoice(Mode.NONE, null, 0);
  }

  public static CassandraChoice external(String host, int port) {
    return new CassandraChoice(Mode.EXTERNAL, Objects.requireNonNull(host, "host"), port);
  }
}
