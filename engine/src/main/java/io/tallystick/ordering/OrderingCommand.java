package io.tallystick.ordering;

import io.tallystick.ordering.log.LoadingLogView;
import io.tallystick.ordering.log.LogStore;
import io.tallystick.ordering.raft.LogStart;
import io.tallystick.ordering.raft.MembershipChange;
import io.tallystick.ordering.raft.RaftMessage;
import io.tallystick.ordering.raft.ReplicaId;
import java.util.concurrent.CompletableFuture;

/** What the ordering actor is told. */
sealed interface OrderingCommand {
  /** One that somebody waits for. */
  sealed interface Asked<T> extends OrderingCommand {
    CompletableFuture<T> answer();
  }

  record Opened(LogStore store) implements OrderingCommand {}

  record Failed(Throwable cause) implements OrderingCommand {}

  record Propose(byte[] payload, int offset, int length, CompletableFuture<Proposed> answer)
      implements Asked<Proposed> {}

  record Barrier(CompletableFuture<Long> answer) implements Asked<Long> {}

  record Change(MembershipChange change, CompletableFuture<Long> answer) implements Asked<Long> {}

  record Transfer(ReplicaId target, CompletableFuture<Void> answer) implements Asked<Void> {}

  record AskLogStart(long index, CompletableFuture<LogStart> answer) implements Asked<LogStart> {}

  record Installed(LogStart start, CompletableFuture<Void> answer) implements Asked<Void> {}

  /** Everything up to this sequence is durable. */
  record Durable(long sequence) implements OrderingCommand {}

  /** Entries came back from the files for a follower that lacks them. */
  record Loaded(LoadingLogView.Chunk chunk) implements OrderingCommand {}

  record Received(RaftMessage message) implements OrderingCommand {}

  record Listen(LeadershipListener listener) implements OrderingCommand {}

  record ListenBehind(BehindListener listener) implements OrderingCommand {}

  record CutBefore(long index) implements OrderingCommand {}

  /** Completes once nothing reaches the log any more. */
  record Stop(CompletableFuture<Void> answer) implements OrderingCommand {}

  enum Timer implements OrderingCommand {
    TICK,
    END
  }
}
