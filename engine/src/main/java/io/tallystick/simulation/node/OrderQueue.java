package io.tallystick.simulation.node;

import io.tallystick.ordering.BehindListener;
import io.tallystick.ordering.CommittedEntries;
import io.tallystick.ordering.CommittedEntry;
import io.tallystick.ordering.LeadershipListener;
import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.OrderingStatus;
import io.tallystick.ordering.Proposed;
import io.tallystick.ordering.raft.LogStart;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.MembershipChange;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.simulation.world.Schedule;
import io.tallystick.simulation.world.SimulatedProcess;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The order as the pipelines see it: a proposal takes time from the batcher's thread to the
 * ordering's, in order; settled entries are shown to the watcher; the log is cut only as far as all
 * nodes have it.
 */
final class OrderQueue implements Ordering {
  private final Ordering order;
  private final Schedule schedule;
  private final SimulatedProcess process;
  private final LongSupplier delayNanos;
  private final LongSupplier everywhere;
  private final Consumer<Runnable> step;
  private final Consumer<CommittedEntry> delivered;
  private long lastAtNanos;

  OrderQueue(
      Ordering order,
      Schedule schedule,
      SimulatedProcess process,
      LongSupplier delayNanos,
      LongSupplier everywhere,
      Consumer<Runnable> step,
      Consumer<CommittedEntry> delivered) {
    this.order = order;
    this.schedule = schedule;
    this.process = process;
    this.delayNanos = delayNanos;
    this.everywhere = everywhere;
    this.step = step;
    this.delivered = delivered;
  }

  @Override
  public CompletionStage<Proposed> propose(byte[] payload, int offset, int length) {
    CompletableFuture<Proposed> answer = new CompletableFuture<>();
    lastAtNanos = Math.max(lastAtNanos, schedule.now() + delayNanos.getAsLong());
    schedule.in(
        lastAtNanos - schedule.now(),
        process,
        () -> step.accept(() -> pass(order.propose(payload, offset, length), answer)));
    return answer;
  }

  private static void pass(CompletionStage<Proposed> from, CompletableFuture<Proposed> to) {
    from.whenComplete(
        (proposed, problem) -> {
          if (problem == null) {
            to.complete(proposed);
          } else {
            to.completeExceptionally(problem);
          }
        });
  }

  @Override
  public CommittedEntries committed(long afterIndex) {
    CommittedEntries entries = order.committed(afterIndex);
    return new CommittedEntries() {
      @Override
      public CommittedEntry take(long timeoutNanos) throws InterruptedException {
        CommittedEntry entry = entries.take(timeoutNanos);
        if (entry != null) {
          delivered.accept(entry);
        }
        return entry;
      }

      @Override
      public boolean isStopped() {
        return entries.isStopped();
      }

      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public void close() {
        entries.close();
      }
    };
  }

  /** Moving snapshots to nodes that lack what was cut is not simulated. */
  @Override
  public void cutBefore(long index) {
    order.cutBefore(Math.min(index, everywhere.getAsLong() + 1));
  }

  @Override
  public CompletionStage<Void> ready() {
    return order.ready();
  }

  @Override
  public long bytesInFlight() {
    return order.bytesInFlight();
  }

  @Override
  public CompletionStage<Long> readBarrier() {
    return order.readBarrier();
  }

  @Override
  public void listen(LeadershipListener listener) {
    order.listen(listener);
  }

  @Override
  public Membership membership() {
    return order.membership();
  }

  @Override
  public CompletionStage<Long> change(MembershipChange change) {
    return order.change(change);
  }

  @Override
  public CompletionStage<Void> transferLeadership(ReplicaId target) {
    return order.transferLeadership(target);
  }

  @Override
  public void onBehind(BehindListener listener) {
    order.onBehind(listener);
  }

  @Override
  public CompletionStage<LogStart> logStart(long index) {
    return order.logStart(index);
  }

  @Override
  public CompletionStage<Void> installed(LogStart start) {
    return order.installed(start);
  }

  @Override
  public OrderingStatus status() {
    return order.status();
  }

  @Override
  public CompletionStage<Void> failure() {
    return order.failure();
  }

  @Override
  public void close() {
    order.close();
  }
}
