package io.tallystick.ordering.raft;

/** What a replica is in its current term. */
public enum Role {
  FOLLOWER,
  /** Asks whether an election could be won, before disturbing anyone's term. */
  PRE_CANDIDATE,
  CANDIDATE,
  LEADER
}
