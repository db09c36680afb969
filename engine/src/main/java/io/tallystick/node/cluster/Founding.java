package io.tallystick.node.cluster;

import io.tallystick.node.GroupIdentity;
import io.tallystick.ordering.raft.Membership;
import java.util.Objects;

/**
 * What every replica of a group must start from.
 *
 * @param identity which history it is
 * @param members the members from which the group's log starts at index 1
 */
public record Founding(GroupIdentity identity, Membership members) {
  public Founding {
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(members, "members");
  }
}
