package io.tallystick.node;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What to rebuild from the journal.
 *
 * @param data folder to write into; must be empty of settled batches
 * @param cassandra the journal to read: the child's in the data folder, or an existing cluster's
 */
public record RebuildOptions(Path data, CassandraChoice cassandra) {
  public RebuildOptions {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(cassandra, "cassandra");
  }
}
