package io.tallystick.node;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What to verify.
 *
 * @param data the data folder, possibly a copy
 * @param expected a head that must be in the chain, or null; the head that a running server states
 *     comes in here too
 * @param cassandra which journal is walked as well: the child's in the data folder (started for the
 *     time if it does not run), none, or an existing cluster's
 * @param config an operator's HOCON over the defaults, as the node's; empty for the defaults
 */
public record VerifyOptions(
    Path data, ChainHead expected, CassandraChoice cassandra, Optional<Path> config) {
  public VerifyOptions {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(cassandra, "cassandra");
    Objects.requireNonNull(config, "config");
  }

  /** With the default settings. */
  public VerifyOptions(Path data, ChainHead expected, CassandraChoice cassandra) {
    this(data, expected, cassandra, Optional.empty());
  }
}
