package io.tallystick.node.directory;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import java.util.HashSet;
import java.util.Set;

/**
 * Nodes to which this one introduces itself. Whoever they hear of is told, too, so that it need not
 * be all.
 */
@FunctionalInterface
public interface ClusterMembers {
  /** Addresses of their actor systems, from memory. */
  Set<Address> others();

  /** The members as this node's cluster extension knows them, joining and leaving ones included. */
  static ClusterMembers of(ActorSystem<?> system) {
    Cluster cluster = Cluster.get(system);
    return () -> {
      Set<Address> others = new HashSet<>();
      for (Member member : cluster.state().getMembers()) {
        others.add(member.address());
      }
      others.remove(cluster.selfMember().address());
      return others;
    };
  }
}
