package io.tallystick.ordering.simulation;

import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ordering.raft.LogEntry;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Watches a run from outside and fails it at the first broken promise. */
final class Checker {
  private record Settled(long term, String payload) {}

  private record Read(long mustSee) {}

  private final TreeMap<Long, Settled> order = new TreeMap<>();
  private final Map<String, Long> indexOfPayload = new HashMap<>();
  private final Map<Long, ReplicaId> leaderOfTerm = new HashMap<>();
  private final Map<Long, Read> reads = new HashMap<>();
  private long newest;
  private int confirmedReads;

  private static void require(boolean holds, Supplier<String> promise) {
    if (!holds) {
      throw new AssertionError(promise.get());
    }
  }

  void leads(ReplicaId id, long term) {
    ReplicaId other = leaderOfTerm.putIfAbsent(term, id);
    require(
        other == null || other.equals(id),
        () -> "one leader a term: " + other + " and " + id + " in " + term);
  }

  /** A replica hands an entry to its application. */
  void settled(ReplicaId id, LogEntry entry) {
    String payload =
        entry.kind()
            + ":"
            + new String(entry.bytes(), entry.offset(), entry.length(), StandardCharsets.UTF_8);
    Settled mine = new Settled(entry.term(), payload);
    Settled known = order.putIfAbsent(entry.index(), mine);
    require(
        known == null || known.equals(mine),
        () -> "one order: " + id + " settles " + mine + " at " + entry.index() + ", was " + known);
    if (known == null) {
      require(
          entry.index() == newest + 1,
          () -> "no gap: " + id + " settles " + entry.index() + " after " + newest);
      newest = entry.index();
      if (entry.kind() == EntryKind.PAYLOAD) {
        Long before = indexOfPayload.put(payload, entry.index());
        require(
            before == null, () -> "once: " + payload + " at " + before + " and " + entry.index());
      }
    }
  }

  void readAsked(long context) {
    reads.put(context, new Read(newest));
  }

  void readConfirmed(long context, long index) {
    Read read = reads.remove(context);
    require(
        index >= read.mustSee(),
        () -> "a read sees what was settled before it: " + index + " < " + read.mustSee());
    confirmedReads++;
  }

  void readFailed(long context) {
    reads.remove(context);
  }

  /** Everything up to here is settled. */
  long newest() {
    return newest;
  }

  int confirmedReads() {
    return confirmedReads;
  }

  int leaders() {
    return leaderOfTerm.size();
  }

  /** At the end: what was settled is in the log of every member that has come so far. */
  void holdsAllIfMember(SimulatedReplica replica, Membership members) {
    if (!members.contains(replica.id)) {
      return;
    }
    for (Map.Entry<Long, Settled> settled : order.entrySet()) {
      long index = settled.getKey();
      boolean held = index >= replica.store.firstIndex() && index <= replica.delivered();
      require(
          !held || replica.store.term(index) == settled.getValue().term(),
          () -> "settled stays settled: " + index + " on " + replica.id);
    }
  }
}
