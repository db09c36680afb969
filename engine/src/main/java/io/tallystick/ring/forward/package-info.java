/**
 * Bodies on their way to the node that leads: {@link io.tallystick.ring.forward.ForwardingIntake}
 * sends, {@link io.tallystick.ring.forward.ForwardedIntake} receives. A body makes one hop at most
 * and is proposed at most once for each message; nobody here proposes anything again.
 */
package io.tallystick.ring.forward;
