package io.tallystick.ordering.log;

import io.tallystick.ordering.raft.ReplicaId;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Whose log it is; another group's or replica's files are refused.
 *
 * @param group the ledger group's name, 1 … 64 of {@code A-Za-z0-9_-}
 */
public record LogOwner(String group, ReplicaId replica) {
  /** Longest group name, bytes. */
  public static final int GROUP_BYTES_MAX = 64;

  public LogOwner {
    Objects.requireNonNull(replica, "replica");
    if (!group.matches("[A-Za-z0-9_-]{1," + GROUP_BYTES_MAX + "}")) {
      throw new IllegalArgumentException("group name \"" + group + "\"");
    }
  }

  byte[] groupBytes() {
    return group.getBytes(StandardCharsets.US_ASCII);
  }
}
