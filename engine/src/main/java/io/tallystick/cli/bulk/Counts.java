package io.tallystick.cli.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the rows of one file became. Not thread-safe. */
final class Counts {
  private long rows;
  private long created;
  private long exists;
  private long rejected;

  void row() {
    rows++;
  }

  void created(long count) {
    created += count;
  }

  void exists() {
    exists++;
  }

  void rejected() {
    rejected++;
  }

  long rows() {
    return rows;
  }

  long created() {
    return created;
  }

  long existing() {
    return exists;
  }

  long rejectedRows() {
    return rejected;
  }

  /** Rows whose fate is known. */
  long done() {
    return created + exists + rejected;
  }

  void writeTo(ObjectNode json) {
    json.put("rows", rows).put("created", created).put("exists", exists).put("rejected", rejected);
  }
}
