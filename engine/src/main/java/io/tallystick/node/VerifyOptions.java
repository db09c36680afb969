package io.tallystick.node;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What to verify.
 *
 * @param data the data folder, possibly a copy
 * @param expected a head that must be in the chain, or null; the head that a running server states
 *     comes in here too
 * @param cassandra which journal is walked as well: the child's in the data folder (started for the
 *     time if it does not run), none, or an existing cluster's
 */
public record VerifyOptions(Path data, ChainHead expected, CassandraChoice cassandra) {
  public VerifyOptions {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(cassandra, "cassandra");
  }
}
