package io.tallystick.node;

import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tallystick.account.DoorStats;
import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ring.Pipelines;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** The node's own meters; HTTP and JVM meters are the API's. */
final class NodeMeters {
  private NodeMeters() {}

  static void bind(
      MeterRegistry registry,
      LocalStore store,
      Ordering ordering,
      ReplicaId replica,
      Pipelines pipelines,
      JournalFollower journal) {
    gauge(
        registry,
        "tallystick.log.first.index",
        "oldest entry that the ordering log holds",
        () -> ordering.status().firstIndex());
    gauge(
        registry,
        "tallystick.raft.voter",
        "1 if this replica votes",
        () -> ordering.membership().isVoter(replica) ? 1 : 0);
    gauge(
        registry,
        "tallystick.ingress.bodies",
        "bodies waiting to be batched",
        () -> pipelines.intake().queuedBodies());
    gauge(
        registry,
        "tallystick.ingress.bytes",
        "bytes waiting to be batched",
        () -> pipelines.intake().queuedBytes());
    gauge(
        registry,
        "tallystick.forced.height",
        "height durable in local segments",
        () -> store.store().forcedHeight());
    gauge(
        registry,
        "tallystick.index.offheap.bytes",
        "id index memory off the heap",
        () -> store.index().offHeapBytes());
    gauge(
        registry,
        "tallystick.index.runs",
        "runs of the id index",
        () -> store.index().stats().runs());
    gauge(
        registry,
        "tallystick.stored.records",
        "records in local segments",
        () -> store.store().recordCount());
    gauge(
        registry,
        "tallystick.columns.records",
        "records with sorted columns, from the first one on",
        () -> store.columns().recordsWithColumns());
    gauge(
        registry,
        "tallystick.journal.on",
        "1 if a journal is configured",
        () -> journal.isOn() ? 1 : 0);
  }

  static void bind(MeterRegistry registry, DoorStats doors) {
    gauge(registry, "tallystick.accounts.doors", "doors of accounts in memory", doors::active);
    gauge(registry, "tallystick.accounts.passed", "singles through thin doors", doors::passed);
    gauge(
        registry,
        "tallystick.accounts.guarded",
        "singles given to guarded accounts' actors",
        doors::guarded);
    gauge(
        registry,
        "tallystick.accounts.refused",
        "singles refused because their account had too many under way",
        doors::refused);
  }

  /**
   * Shows how many nodes the Akka cluster has up, as this one sees it: accounts' actors live among
   * them, and the split-brain resolver counts them. 0 before this node has joined.
   */
  static void bind(MeterRegistry registry, Cluster cluster) {
    gauge(
        registry,
        "tallystick.cluster.members",
        "nodes that are up in the Akka cluster, as this one sees it",
        () -> up(cluster.state().getMembers()));
  }

  private static long up(Iterable<Member> members) {
    return StreamSupport.stream(members.spliterator(), false)
        .filter(member -> member.status().equals(MemberStatus.up()))
        .count();
  }

  private static void gauge(
      MeterRegistry registry, String name, String help, Supplier<Number> value) {
    Gauge.builder(name, value).description(help).register(registry);
  }
}
