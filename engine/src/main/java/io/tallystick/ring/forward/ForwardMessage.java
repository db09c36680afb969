package io.tallystick.ring.forward;

import io.tallystick.base.TallystickException;
import io.tallystick.ring.Body;
import io.tallystick.ring.Outcome;

/** What travels between a node that was asked and the one that leads. */
sealed interface ForwardMessage extends ForwarderCommand {
  /** Which life of which node sent the body; drawn at random at its start. */
  long sender();

  /** Counts a sender's bodies, from 1. */
  long sequence();

  /**
   * A body to be submitted.
   *
   * @param address the sender's Akka address, to which the answer goes
   * @param history the history of the group that it is meant for
   * @param remainingMs what is left of its deadline
   */
  record Forward(
      long sender, long sequence, String address, long history, int remainingMs, Body body)
      implements ForwardMessage {}

  /** A body that came whole, of a layout that this node does not know; it has to be refused. */
  record Unreadable(long sender, long sequence, String address, String why)
      implements ForwardMessage {}

  /** What the body became. */
  record Answer(long sender, long sequence, Outcome outcome) implements ForwardMessage {}

  /** Why there is no outcome; its kind says whether the body may have entered. */
  record Refusal(long sender, long sequence, TallystickException reason)
      implements ForwardMessage {}
}
