/**
 * Kryo behind our own Akka serializer: for the journal's snapshots and, later, workflow and policy
 * events and messages. It never decides bytes that are hashed.
 */
package io.tallystick.persistence.kryo;
