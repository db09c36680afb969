/**
 * A real Cassandra server as a child process, for development, the demo and tests: one folder, one
 * loopback address, one JVM of its own that ends when its parent does.
 *
 * <p>Entry: {@link io.tallystick.persistence.cassandra.CassandraChild}.
 */
package io.tallystick.persistence.cassandra;
