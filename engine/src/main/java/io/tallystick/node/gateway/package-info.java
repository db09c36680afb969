/**
 * A node without a replica: it takes bodies and sends them to the leader, and passes reads on to a
 * replica's HTTP.
 */
package io.tallystick.node.gateway;
