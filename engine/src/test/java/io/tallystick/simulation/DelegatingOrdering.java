package io.tallystick.simulation;

import io.tallystick.ordering.BehindListener;
import io.tallystick.ordering.CommittedEntries;
import io.tallystick.ordering.CommittedEntry;
import io.tallystick.ordering.LeadershipListener;
import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.OrderingStatus;
import io.tallystick.ordering.Proposed;
import io.tallystick.ordering.SteppedReplica;
import io.tallystick.ordering.log.EntryReader;
import io.tallystick.ordering.raft.LogEntry;
import io.tallystick.ordering.raft.LogStart;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.MembershipChange;
import io.tallystick.ordering.raft.ReplicaId;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/** A replica's order, passed on; broken ones override what they break. */
class DelegatingOrdering implements Ordering {
  final SteppedReplica sound;

  DelegatingOrdering(SteppedReplica sound) {
    this.sound = sound;
  }

  /** Entries that are taken for settled up to an index, whatever the core says. */
  static final class EntriesUpTo implements CommittedEntries {
    private final SteppedReplica replica;
    private final LongSupplier upTo;
    private final EntryReader reader;
    private long next;

    EntriesUpTo(SteppedReplica replica, long afterIndex, LongSupplier upTo) {
      this.replica = replica;
      this.upTo = upTo;
      this.reader = replica.store().reader();
      this.next = afterIndex + 1;
    }

    @Override
    public CommittedEntry take(long timeoutNanos) {
      LogEntry entry = reader.read(next, replica.store().lastIndex());
      next++;
      return new CommittedEntry(
          entry.index(), entry.term(), entry.kind(), entry.bytes(), entry.offset(), entry.length());
    }

    @Override
    public boolean isStopped() {
      return false;
    }

    @Override
    public boolean hasNext() {
      return next <= Math.min(upTo.getAsLong(), replica.store().lastIndex());
    }

    @Override
    public void close() {}
  }

  @Override
  public CompletionStage<Void> ready() {
    return sound.ready();
  }

  @Override
  public CompletionStage<Proposed> propose(byte[] payload, int offset, int length) {
    return sound.propose(payload, offset, length);
  }

  @Override
  public long bytesInFlight() {
    return sound.bytesInFlight();
  }

  @Override
  public CommittedEntries committed(long afterIndex) {
    return sound.committed(afterIndex);
  }

  @Override
  public CompletionStage<Long> readBarrier() {
    return sound.readBarrier();
  }

  @Override
  public void listen(LeadershipListener listener) {
    sound.listen(listener);
  }

  @Override
  public Membership membership() {
    return sound.membership();
  }

  @Override
  public CompletionStage<Long> change(MembershipChange change) {
    return sound.change(change);
  }

  @Override
  public CompletionStage<Void> transferLeadership(ReplicaId target) {
    return sound.transferLeadership(target);
  }

  @Override
  public void onBehind(BehindListener listener) {
    sound.onBehind(listener);
  }

  @Override
  public CompletionStage<LogStart> logStart(long index) {
    return sound.logStart(index);
  }

  @Override
  public CompletionStage<Void> installed(LogStart start) {
    return sound.installed(start);
  }

  @Override
  public OrderingStatus status() {
    return sound.status();
  }

  @Override
  public void cutBefore(long index) {
    sound.cutBefore(index);
  }

  @Override
  public CompletionStage<Void> failure() {
    return sound.failure();
  }

  @Override
  public void close() {
    sound.close();
  }
}
