package io.tallystick.node;

import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import io.micrometer.core.instrument.MeterRegistry;
import io.tallystick.account.AccountEngine;
import io.tallystick.account.AccountSettings;
import io.tallystick.account.Accounts;
import io.tallystick.account.DoorStats;
import io.tallystick.account.NodeAccounts;
import io.tallystick.account.cluster.ShardedAccounts;
import io.tallystick.account.guard.GuardSettings;
import io.tallystick.account.journal.EntityJournal;
import io.tallystick.config.NodeSettings;
import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.raft.Role;
import io.tallystick.ring.Pipelines;

/** Starts a node's account actors; among others it joins their cluster, too. */
final class NodeDoors {
  private final ActorSystem<?> system;
  private final NodeOptions.Place place;
  private final AccountSettings bounds;
  private final EntityJournal policies;
  private final MeterRegistry registry;
  private final DoorStats stats = new DoorStats();

  NodeDoors(
      ActorSystem<?> system,
      NodeOptions.Place place,
      NodeSettings.Accounts settings,
      EntityJournal policies,
      MeterRegistry registry) {
    this.system = system;
    this.place = place;
    this.bounds = bounds(settings);
    this.policies = policies;
    this.registry = registry;
    NodeMeters.bind(registry, stats);
  }

  /**
   * Starts them.
   *
   * @param downed called if the other nodes take this one for lost
   */
  Accounts open(Ordering ordering, AccountEngine engine, Pipelines pipelines, Runnable downed) {
    if (place.isAlone()) {
      return NodeAccounts.alone(system, engine, policies, bounds, stats);
    }
    ClusterMembership.join(
        system,
        place.peers().addresses(),
        pipelines.appliedBarrier(),
        () -> ordering.status().role() == Role.LEADER,
        downed);
    NodeMeters.bind(registry, Cluster.get(system));
    new PolicyWarmUp(
            system,
            () -> pipelines.read(() -> pipelines.ledgerReads().claimedAccounts() > 0),
            policies,
            PolicyWarmUp.LOOK_INTERVAL)
        .begin();
    return ShardedAccounts.start(system, engine, policies, bounds, stats);
  }

  private static AccountSettings bounds(NodeSettings.Accounts settings) {
    NodeSettings.Guarded guarded = settings.guarded();
    return new AccountSettings(
        settings.singlesInFlightMax(),
        settings.doorIdleMs(),
        settings.chainsInFlightMax(),
        new GuardSettings(
            guarded.commandsWaitingMax(),
            guarded.grantsMax(),
            guarded.approvalsWaitingMax(),
            guarded.idleMs(),
            guarded.lookIntervalMs()));
  }
}
