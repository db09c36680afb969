package io.tallystick.ordering.transport;

import io.tallystick.ordering.raft.RaftMessage;

/**
 * What travels between two nodes.
 *
 * @param history stands for the group's random id and epoch: a node that still has the order of an
 *     earlier epoch, or of another group of the same name, must not take part in this one
 * @param message what one replica says to another
 */
public record RaftEnvelope(long history, RaftMessage message) {}
