package io.tallystick.ring.agreement;

import io.tallystick.batch.merkle.Hash;
import io.tallystick.ordering.raft.ReplicaId;

/**
 * Another replica holds another batch than this one.
 *
 * @param height the lowest at which that is known; the two may have parted below
 */
public record Difference(ReplicaId replica, long height, Hash theirs, Hash mine) {
  @Override
  public String toString() {
    return "at height "
        + height
        + " replica "
        + replica
        + " has the hash "
        + theirs
        + " and this one "
        + mine;
  }
}
