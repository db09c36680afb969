package io.tallystick.account.cluster;

import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.actor.Address;
import akka.cluster.Cluster;
import akka.cluster.Member;
import akka.cluster.sharding.ShardCoordinator;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Map;
import scala.collection.immutable.Set;
import scala.collection.immutable.Set$;
import scala.concurrent.Future;
import scala.concurrent.Future$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Gives shards to the node that has fewest, as Akka does, but to none that cannot be reached: there
 * they would wait until it is given up. Moves none while a node is unreachable.
 */
final class ReachableAllocation implements ShardCoordinator.ActorSystemDependentAllocationStrategy {
  /** No bound in numbers to the shards that move in one round. */
  private static final int MOVED_MAX = 0;

  /** Which part of all shards moves in one round: their accounts claim anew. */
  private static final double MOVED_SHARE_MAX = 0.2;

  private final ShardCoordinator.ShardAllocationStrategy least =
      ShardCoordinator.ShardAllocationStrategy$.MODULE$.leastShardAllocationStrategy(
          MOVED_MAX, MOVED_SHARE_MAX);

  private volatile Cluster cluster;

  @Override
  public void start(ActorSystem system) {
    cluster = Cluster.get(system);
    if (least instanceof ShardCoordinator.ActorSystemDependentAllocationStrategy dependent) {
      dependent.start(system);
    }
  }

  @Override
  public Future<ActorRef> allocateShard(
      ActorRef requester, String shard, Map<ActorRef, IndexedSeq<String>> regions) {
    Map<ActorRef, IndexedSeq<String>> reachable = regions;
    for (Member member : cluster.state().getUnreachable()) {
      reachable = without(reachable, member.address());
    }
    return least.allocateShard(requester, shard, reachable.isEmpty() ? regions : reachable);
  }

  private static Map<ActorRef, IndexedSeq<String>> without(
      Map<ActorRef, IndexedSeq<String>> regions, Address node) {
    Map<ActorRef, IndexedSeq<String>> rest = regions;
    for (ActorRef region : CollectionConverters.asJava(regions).keySet()) {
      if (region.path().address().equals(node)) {
        rest = rest.removed(region);
      }
    }
    return rest;
  }

  @Override
  public Future<Set<String>> rebalance(
      Map<ActorRef, IndexedSeq<String>> regions, Set<String> inProgress) {
    // A move needs the word of every node: one that cannot be reached would hold up the shard.
    return cluster.state().getUnreachable().isEmpty()
        ? least.rebalance(regions, inProgress)
        : Future$.MODULE$.successful(Set$.MODULE$.empty());
  }
}
