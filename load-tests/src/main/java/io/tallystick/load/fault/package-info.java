/**
 * Faults other than a kill: damaged files, a full disk, a read-only folder, a Cassandra that stands
 * still. Each must be repaired from what is durable, or refused with a clear message.
 */
package io.tallystick.load.fault;
