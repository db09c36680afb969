package io.tallystick.node;

import java.nio.file.Path;

/** Where everything of a node lies in its data folder. */
public record NodeFolder(Path root) {
  /** The group this folder belongs to. */
  public Path identity() {
    return root.resolve("group");
  }

  /** Which replica of a cluster this folder holds. */
  public Path replica() {
    return root.resolve("replica");
  }

  /** The ordered log. */
  public Path log() {
    return root.resolve("log");
  }

  /** Sealed batches and what is derived from them by number. */
  public Path segments() {
    return root.resolve("segments");
  }

  /** The id index. */
  public Path index() {
    return root.resolve("index");
  }

  /** Checkpoints of the ledger. */
  public Path checkpoints() {
    return root.resolve("checkpoints");
  }

  /** Sorted columns for queries. */
  public Path columns() {
    return root.resolve("columns");
  }

  /** How far the journal reached when that was last noted. */
  public Path journalPosition() {
    return root.resolve("journal-position");
  }

  /** The child Cassandra's data, configuration and logs. */
  public Path cassandra() {
    return root.resolve("cassandra");
  }

  /** Policies of guarded accounts, where they are kept in files. */
  public Path policies() {
    return root.resolve("policies");
  }
}
