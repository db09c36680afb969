package io.tallystick.ordering;

import io.tallystick.ordering.log.EntryReader;
import io.tallystick.ordering.raft.LogEntry;

/** The one open consumer of a replica. */
final class CommittedStream implements CommittedEntries {
  private final OrderingState state;
  private final EntryReader reader;
  private long next;
  private boolean closed;

  CommittedStream(OrderingState state, EntryReader reader, long afterIndex) {
    this.state = state;
    this.reader = reader;
    this.next = afterIndex + 1;
    state.gate.take(afterIndex);
  }

  @Override
  public CommittedEntry take(long timeoutNanos) throws InterruptedException {
    if (closed || !state.gate.await(next, timeoutNanos)) {
      return null;
    }
    LogEntry entry = reader.read(next, state.gate.committed());
    state.gate.take(next);
    next++;
    return new CommittedEntry(
        entry.index(), entry.term(), entry.kind(), entry.bytes(), entry.offset(), entry.length());
  }

  @Override
  public boolean isStopped() {
    return closed || state.gate.isStopped();
  }

  @Override
  public boolean hasNext() {
    return !closed && state.gate.committed() >= next;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      state.consumerOpen.set(false);
    }
  }
}
