package io.tallystick.node;

import io.tallystick.base.TallystickException;
import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.OrderingStatus;
import io.tallystick.ordering.raft.Role;
import io.tallystick.persistence.segment.SealedBatchStore;
import io.tallystick.ring.Admission;
import io.tallystick.ring.LedgerGauge;
import io.tallystick.ring.Pipelines;
import io.tallystick.ring.query.Views.StatusRow;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Puts together where the node stands; from memory, at any time. */
final class NodeStatus {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final int node;
  private final GroupIdentity identity;
  private final LocalStore store;
  private final Ordering ordering;
  private final Pipelines pipelines;
  private final JournalFollower journal;
  private final NodeCassandra cassandra;
  private final Admission admission;

  NodeStatus(
      int node,
      GroupIdentity identity,
      LocalStore store,
      Ordering ordering,
      Pipelines pipelines,
      JournalFollower journal,
      NodeCassandra cassandra,
      Admission admission) {
    this.node = node;
    this.identity = identity;
    this.store = store;
    this.ordering = ordering;
    this.pipelines = pipelines;
    this.journal = journal;
    this.cassandra = cassandra;
    this.admission = admission;
  }

  StatusRow row() {
    OrderingStatus order = ordering.status();
    LedgerGauge gauge = pipelines.gauge();
    // At once: nodes are compared by them, and a batch may be sealed at any moment.
    SealedBatchStore.Newest sealed = store.store().newest();
    Runtime runtime = Runtime.getRuntime();
    return new StatusRow(
        Integer.toString(node),
        order.role().name().toLowerCase(Locale.ROOT),
        order.term(),
        identity.name(),
        identity.epoch(),
        gauge.height(),
        gauge.height(),
        sealed.height(),
        HexFormat.of().formatHex(sealed.hash()),
        journal.height(),
        journalText(),
        journal.lagBytes(),
        journal.lagBatches(),
        gauge.records(),
        gauge.accounts(),
        gauge.openPendings(),
        gauge.lastTimestamp(),
        Math.max(0, gauge.lastTimestamp() - nowNanos()),
        runtime.totalMemory() - runtime.freeMemory(),
        store.index().offHeapBytes(),
        version());
  }

  private String journalText() {
    String trouble = cassandra == null ? "" : cassandra.trouble();
    return trouble.isEmpty() ? journal.text() : journal.text() + "; the child " + trouble;
  }

  Optional<String> notReadyBecause() {
    if (ordering.status().role() != Role.LEADER) {
      return ordering.status().leader() == null
          ? Optional.of("no leader is known now")
          : Optional.empty();
    }
    TallystickException refusal = admission.refusal();
    return refusal == null ? Optional.empty() : Optional.of(refusal.getMessage());
  }

  private static String version() {
    String version = NodeStatus.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static long nowNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
  }
}
