package io.tallystick.node;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.JoinSeedNodes;
import akka.cluster.typed.SelfRemoved;
import akka.cluster.typed.Subscribe;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's place in the Akka cluster, which decides where guarded accounts' actors live. Raft's
 * members never follow it. A node joins once the order answers it: one that is cut off from the
 * majority founds no cluster of its own.
 */
final class ClusterMembership {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMembership.class);

  private ClusterMembership() {}

  /**
   * Joins when {@code ordered} completes.
   *
   * @param downed called if the cluster removes this node while it runs
   */
  static void join(
      ActorSystem<?> system,
      SortedMap<Integer, NodeAddress> peers,
      CompletionStage<?> ordered,
      Runnable downed) {
    Cluster cluster = Cluster.get(system);
    ActorRef<SelfRemoved> watch =
        system.systemActorOf(watching(downed), "cluster-membership", Props.empty());
    cluster.subscriptions().tell(new Subscribe<>(watch, SelfRemoved.class));
    List<Address> seeds =
        peers.values().stream()
            .map(at -> new Address("akka", system.name(), at.host(), at.port()))
            .toList();
    ordered.whenComplete(
        (reached, problem) -> {
          if (problem == null) {
            cluster.manager().tell(new JoinSeedNodes(seeds));
          } else {
            LOG.debug("this node joins no cluster: {}", problem.toString());
          }
        });
  }

  private static Behavior<SelfRemoved> watching(Runnable downed) {
    return Behaviors.receive(SelfRemoved.class)
        .onMessage(
            SelfRemoved.class,
            removed -> {
              boolean wasDowned = removed.previousStatus().equals(akka.cluster.MemberStatus.down());
              if (wasDowned) {
                downed.run();
              }
              return Behaviors.same();
            })
        .build();
  }
}
