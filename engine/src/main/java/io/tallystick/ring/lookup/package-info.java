/**
 * What a node without a replica has to know to take bodies, asked of one that has a replica: {@link
 * io.tallystick.ring.lookup.RemoteLookups} asks, {@link io.tallystick.ring.lookup.LookupServer}
 * answers, behind a read barrier.
 */
package io.tallystick.ring.lookup;
