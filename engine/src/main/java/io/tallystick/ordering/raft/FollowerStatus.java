package io.tallystick.ordering.raft;

/**
 * What the leader knows of one other member.
 *
 * @param voter false for a learner
 * @param matchIndex its log is known to equal the leader's, durably, up to here
 * @param active whether it answered within the shortest election timeout
 * @param behind whether it needs entries that the leader's log no longer holds
 */
public record FollowerStatus(
    ReplicaId replica, boolean voter, long matchIndex, boolean active, boolean behind) {}
