package io.tallystick.node;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What to rebuild from the journal.
 *
 * @param data folder to write into; must be empty of settled batches
 * @param cassandra the journal to read: the child's in the data folder, or an existing cluster's
 * @param config an operator's HOCON over the defaults, as the node's; empty for the defaults
 */
public record RebuildOptions(Path data, CassandraChoice cassandra, Optional<Path> config) {
  public RebuildOptions {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(cassandra, "cassandra");
    Objects.requireNonNull(config, "config");
  }
}
