package io.tallystick.ordering;

import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.LogView;
import io.tallystick.ordering.raft.RaftCore;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ordering.raft.Role;
import io.tallystick.ordering.raft.RoleChange;
import java.util.concurrent.CompletableFuture;

/** Membership changes and hand-overs that somebody waits for. Used by the ordering thread alone. */
final class Administration {
  private static final long NANOS_PER_MS = 1_000_000;

  private final OrderingSettings settings;
  private final RaftCore core;
  private final LogView log;

  private CompletableFuture<Long> change;
  private long changeIndex;
  private long changeTerm;

  private CompletableFuture<Void> transfer;
  private ReplicaId transferTarget;
  private long transferDeadlineNanos;

  Administration(OrderingSettings settings, RaftCore core, LogView log) {
    this.settings = settings;
    this.core = core;
    this.log = log;
  }

  void change(OrderingCommand.Change asked) {
    if (core.role() != Role.LEADER) {
      asked.answer().completeExceptionally(notLeader());
      return;
    }
    try {
      changeIndex = core.change(asked.change());
    } catch (TallystickException e) {
      asked.answer().completeExceptionally(e);
      return;
    }
    changeTerm = core.term();
    change = asked.answer();
  }

  void transfer(OrderingCommand.Transfer asked, long nowNanos) {
    if (core.role() != Role.LEADER) {
      asked.answer().completeExceptionally(notLeader());
    } else if (asked.target().equals(core.self())) {
      asked.answer().complete(null);
    } else if (!core.transferLeadership(asked.target())) {
      asked.answer().completeExceptionally(OrderingErrors.notVoter(asked.target()));
    } else {
      failTransfer();
      transfer = asked.answer();
      transferTarget = asked.target();
      // The core gives up after one longest election timeout; then the target may still be elected.
      transferDeadlineNanos = nowNanos + 2L * settings.raft().electionTimeoutMaxMs() * NANOS_PER_MS;
    }
  }

  /**
   * Entries up to here are settled. To be told before a change of role that came with it: the
   * removal of the leader itself settles and ends its leadership at once.
   */
  void committed(long index) {
    if (change != null && index >= changeIndex) {
      CompletableFuture<Long> waiting = change;
      change = null;
      // Another leader may have put another entry there.
      if (log.term(changeIndex) == changeTerm) {
        waiting.complete(changeIndex);
      } else {
        waiting.completeExceptionally(OrderingErrors.changeLost());
      }
    }
  }

  void roleChanged(RoleChange now) {
    if (change != null && (now.role() != Role.LEADER || now.term() != changeTerm)) {
      CompletableFuture<Long> lost = change;
      change = null;
      lost.completeExceptionally(OrderingErrors.changeLost());
    }
    if (transfer != null && now.leader() != null && !now.leader().equals(core.self())) {
      if (now.leader().equals(transferTarget)) {
        CompletableFuture<Void> done = transfer;
        transfer = null;
        done.complete(null);
      } else {
        failTransfer();
      }
    }
  }

  void tick(long nowNanos) {
    if (transfer != null && nowNanos - transferDeadlineNanos >= 0) {
      failTransfer();
    }
  }

  private void failTransfer() {
    if (transfer != null) {
      CompletableFuture<Void> failed = transfer;
      transfer = null;
      failed.completeExceptionally(
          OrderingErrors.transferFailed(transferTarget, settings.raft().electionTimeoutMaxMs()));
    }
  }

  /** Nothing will be confirmed any more. */
  void stop() {
    if (change != null) {
      change.completeExceptionally(OrderingErrors.changeLost());
      change = null;
    }
    failTransfer();
  }

  private TallystickException notLeader() {
    return OrderingErrors.notLeader(settings.raft().electionTimeoutMaxMs());
  }
}
