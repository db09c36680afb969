package io.tallystick.ordering.raft;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What is durable, and the messages that wait for it. Every {@link Ready} with something to persist
 * has a sequence number; the driver reports the newest one that is durable. Sequences rather than
 * indexes, since an index may be written, cut and written again.
 */
final class Durability {
  private static final class Write {
    final long sequence;
    long lastIndex;

    Write(long sequence, long lastIndex) {
      this.sequence = sequence;
      this.lastIndex = lastIndex;
    }
  }

  private record Held(long sequence, long term, RaftMessage message) {}

  private final Deque<Write> writes = new ArrayDeque<>();
  private final Deque<Held> held = new ArrayDeque<>();
  private List<RaftMessage> outgoing = new ArrayList<>();
  private long nextSequence = 1;
  private long persistedSequence;
  private long hardStateSequence;
  private long logSequence;
  private long durableIndex;
  private boolean dirty;

  Durability(long durableIndex) {
    this.durableIndex = durableIndex;
  }

  /** Term or vote changed: nothing is said until that is durable. */
  void hardStateChanged() {
    hardStateSequence = nextSequence;
    dirty = true;
  }

  /** Entries were appended. */
  void logAppended() {
    logSequence = nextSequence;
    dirty = true;
  }

  /** Entries from that index on were dropped; earlier promises about them are void. */
  void logTruncated(long from) {
    durableIndex = Math.min(durableIndex, from - 1);
    for (Write write : writes) {
      write.lastIndex = Math.min(write.lastIndex, from - 1);
    }
    logAppended();
  }

  /**
   * The log is begun anew. Nothing of the old one counts any more but what was committed; the new
   * start is durable with the write that holds it.
   */
  void logReset(long oldCommit) {
    durableIndex = Math.min(durableIndex, oldCommit);
    for (Write write : writes) {
      write.lastIndex = Math.min(write.lastIndex, oldCommit);
    }
    logAppended();
  }

  boolean hardStateDurable() {
    return hardStateSequence <= persistedSequence;
  }

  /** Everything up to this index is on disk. */
  long durableIndex() {
    return durableIndex;
  }

  /** Sends once term and vote are durable. */
  void send(RaftMessage message, long term) {
    hold(message, term, hardStateSequence);
  }

  /** Sends once, besides, the log is durable up to that index. */
  void sendWhenDurable(RaftMessage message, long term, long index) {
    hold(
        message,
        term,
        index <= durableIndex ? hardStateSequence : Math.max(hardStateSequence, logSequence));
  }

  private void hold(RaftMessage message, long term, long sequence) {
    if (sequence <= persistedSequence) {
      outgoing.add(message);
    } else {
      held.add(new Held(sequence, term, message));
    }
  }

  /** The number of the write that the driver is about to get; 0 if there is nothing to write. */
  long takeSequence(long lastIndex) {
    if (!dirty) {
      return 0;
    }
    dirty = false;
    writes.add(new Write(nextSequence, lastIndex));
    return nextSequence++;
  }

  /** Reported by the driver. Messages of an older term are dropped instead of sent. */
  void persisted(long sequence, long term) {
    persistedSequence = Math.max(persistedSequence, sequence);
    while (!writes.isEmpty() && writes.peek().sequence <= sequence) {
      durableIndex = writes.poll().lastIndex;
    }
    held.removeIf(
        waiting -> {
          boolean free = waiting.sequence() <= persistedSequence;
          if (free && waiting.term() == term) {
            outgoing.add(waiting.message());
          }
          return free || waiting.term() != term;
        });
  }

  boolean hasWork() {
    return dirty || !outgoing.isEmpty();
  }

  List<RaftMessage> takeMessages() {
    if (outgoing.isEmpty()) {
      return List.of();
    }
    List<RaftMessage> taken = outgoing;
    outgoing = new ArrayList<>();
    return taken;
  }
}
