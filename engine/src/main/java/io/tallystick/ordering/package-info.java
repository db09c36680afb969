/**
 * One order for the whole group: Raft around files of our own. It sees bytes, never money.
 *
 * <p>{@link io.tallystick.ordering.Ordering} is what other rooms use; {@link
 * io.tallystick.ordering.OrderingNode} starts it. {@code raft} holds the pure core, {@code log} the
 * files.
 */
package io.tallystick.ordering;
