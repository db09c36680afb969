package io.tallystick.ordering.raft;

/**
 * A change of role, term or known leader.
 *
 * @param leader the term's leader; null while unknown
 * @param lastIndexBeforeTerm for a new leader the newest index of earlier terms, else 0
 */
public record RoleChange(Role role, long term, ReplicaId leader, long lastIndexBeforeTerm) {}
