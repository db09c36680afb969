package io.tallystick.simulation.node;

import io.tallystick.ordering.RaftTransport;
import io.tallystick.ordering.raft.RaftMessage;
import java.util.function.Consumer;

/** The sending half of a transport; what arrives comes as steps of the node. */
record SendOnly(Consumer<RaftMessage> network) implements RaftTransport {
  @Override
  public void start(Consumer<RaftMessage> receiver) {}

  @Override
  public void send(RaftMessage message) {
    network.accept(message);
  }

  @Override
  public void close() {}
}
