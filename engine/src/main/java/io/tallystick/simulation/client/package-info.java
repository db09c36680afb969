/** Clients of a simulated group: what they submit, how they retry, what they were told. */
package io.tallystick.simulation.client;
