package io.tallystick.ring.agreement;

import io.tallystick.batch.merkle.Hash;
import io.tallystick.ordering.raft.ReplicaId;

/** What a replica says of its own chain: the hash of its batch at a height, 1 or more. */
public record Report(ReplicaId replica, long height, Hash hash) {}
