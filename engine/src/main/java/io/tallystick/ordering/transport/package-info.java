/**
 * Messages between replicas over Akka remoting (Artery TCP): {@link
 * io.tallystick.ordering.transport.ArteryTransport} sends and receives, {@link
 * io.tallystick.ordering.transport.RaftMessageCodec} fixes the bytes, {@link
 * io.tallystick.ordering.transport.PeerDirectory} knows who is where.
 */
package io.tallystick.ordering.transport;
