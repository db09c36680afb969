package io.tallystick.ordering;

import io.tallystick.base.Checks;
import io.tallystick.ordering.raft.RaftMessage;
import java.util.function.Consumer;

/** For a group of one, which has nobody to talk to. */
final class LocalTransport implements RaftTransport {
  @Override
  public void start(Consumer<RaftMessage> receiver) {}

  @Override
  public void send(RaftMessage message) {
    Checks.that(false, "a group of one sends nothing: " + message);
  }

  @Override
  public void close() {}
}
