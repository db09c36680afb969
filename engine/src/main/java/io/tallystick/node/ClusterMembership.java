package io.tallystick.node;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.JoinSeedNodes;
import akka.cluster.typed.SelfRemoved;
import akka.cluster.typed.Subscribe;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's place in the Akka cluster, which decides where guarded accounts' actors live. Raft's
 * members never follow it. A node joins once the order answers it: one that is cut off from the
 * majority founds no cluster of its own. The first of the peers founds it; if that one is not
 * there, whoever leads the order does after a while.
 */
final class ClusterMembership {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMembership.class);

  /** How long a leader waits for somebody else's cluster before it founds one. */
  private static final Duration FOUND_AFTER = Duration.ofSeconds(20);

  private final Cluster cluster;
  private final List<Address> seeds;
  private final BooleanSupplier leads;
  private final Runnable downed;

  private ClusterMembership(
      ActorSystem<?> system,
      SortedMap<Integer, NodeAddress> peers,
      BooleanSupplier leads,
      Runnable downed) {
    this.cluster = Cluster.get(system);
    this.seeds =
        peers.values().stream()
            .map(at -> new Address("akka", system.name(), at.host(), at.port()))
            .toList();
    this.leads = leads;
    this.downed = downed;
  }

  /**
   * Joins when {@code ordered} completes.
   *
   * @param leads whether this node leads the order now
   * @param downed called if the cluster removes this node while it runs
   */
  static void join(
      ActorSystem<?> system,
      SortedMap<Integer, NodeAddress> peers,
      CompletionStage<?> ordered,
      BooleanSupplier leads,
      Runnable downed) {
    ClusterMembership membership = new ClusterMembership(system, peers, leads, downed);
    ActorRef<Object> actor =
        system.systemActorOf(membership.watching(), "cluster-membership", Props.empty());
    ordered.whenComplete(
        (reached, problem) -> {
          if (problem == null) {
            actor.tell(Step.JOIN);
          } else {
            LOG.debug("this node joins no cluster: {}", problem.toString());
          }
        });
  }

  private enum Step {
    JOIN,
    LOOK
  }

  private Behavior<Object> watching() {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  ActorRef<SelfRemoved> self = context.getSelf().narrow();
                  cluster.subscriptions().tell(new Subscribe<>(self, SelfRemoved.class));
                  return Behaviors.receive(Object.class)
                      .onMessageEquals(
                          Step.JOIN,
                          () -> {
                            cluster.manager().tell(new JoinSeedNodes(seeds));
                            timers.startTimerWithFixedDelay(Step.LOOK, FOUND_AFTER);
                            return Behaviors.same();
                          })
                      .onMessageEquals(
                          Step.LOOK,
                          () -> {
                            look();
                            return Behaviors.same();
                          })
                      .onMessage(
                          SelfRemoved.class,
                          removed -> {
                            if (removed.previousStatus().equals(MemberStatus.down())) {
                              downed.run();
                            }
                            return Behaviors.same();
                          })
                      .build();
                }));
  }

  private void look() {
    // Removed is what a node is that never joined.
    boolean outside = cluster.selfMember().status().equals(MemberStatus.removed());
    if (outside && leads.getAsBoolean()) {
      LOG.info("no other node has a cluster: this one, which leads, founds it");
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    }
  }
}
