package io.tallystick.ordering;

import io.tallystick.ordering.log.LoadingLogView;
import io.tallystick.ordering.log.LogStore;
import io.tallystick.ordering.raft.RaftMessage;
import java.util.concurrent.CompletableFuture;

/** What the ordering actor is told. */
sealed interface OrderingCommand {
  record Opened(LogStore store) implements OrderingCommand {}

  record Failed(Throwable cause) implements OrderingCommand {}

  record Propose(byte[] payload, int offset, int length, CompletableFuture<Proposed> answer)
      implements OrderingCommand {}

  record Barrier(CompletableFuture<Long> answer) implements OrderingCommand {}

  /** Everything up to this sequence is durable. */
  record Durable(long sequence) implements OrderingCommand {}

  /** Entries came back from the files for a follower that lacks them. */
  record Loaded(LoadingLogView.Chunk chunk) implements OrderingCommand {}

  record Received(RaftMessage message) implements OrderingCommand {}

  record Listen(LeadershipListener listener) implements OrderingCommand {}

  record CutBefore(long index) implements OrderingCommand {}

  /** Completes once nothing reaches the log any more. */
  record Stop(CompletableFuture<Void> answer) implements OrderingCommand {}

  enum Timer implements OrderingCommand {
    TICK,
    END
  }
}
