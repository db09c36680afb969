package io.tallystick.ordering;

import io.tallystick.ordering.raft.RaftMessage;
import io.tallystick.ordering.raft.RaftSettings;
import java.util.List;
import java.util.function.Consumer;

/**
 * Carries messages between replicas. It may lose, delay, repeat and reorder them; it must not
 * change them. Messages with {@link RaftMessage#bulk} may go a way of their own, so that votes and
 * heartbeats never wait behind payload.
 */
public interface RaftTransport extends AutoCloseable {
  /** Begins to receive; the receiver may be called by any thread and returns at once. */
  void start(Consumer<RaftMessage> receiver);

  /**
   * Sends to {@code message.to()}; returns at once, says nothing of what becomes of it. Called by
   * one thread at a time. Those with {@link RaftMessage#bulk} to one receiver should keep their
   * order.
   */
  void send(RaftMessage message);

  /** Every limit of the transport that these settings do not fit, in words; empty if none. */
  default List<String> problems(RaftSettings raft) {
    return List.of();
  }

  @Override
  void close();
}
