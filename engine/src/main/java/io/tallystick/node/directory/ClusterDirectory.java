package io.tallystick.node.directory;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import io.tallystick.ordering.transport.PeerAddresses;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All nodes of the cluster, their roles and where they serve HTTP, as they said themselves. Read by
 * any thread, from memory.
 */
public final class ClusterDirectory implements PeerAddresses, AutoCloseable {
  private final DirectorySettings settings;
  private final ActorRef<DirectoryCommand> actor;
  private final Shown shown;

  private ClusterDirectory(
      DirectorySettings settings, ActorRef<DirectoryCommand> actor, Shown shown) {
    this.settings = settings;
    this.actor = actor;
    this.shown = shown;
  }

  /** What the actor shows to others. */
  static final class Shown {
    volatile List<DirectoryEntry> entries = List.of();
  }

  /**
   * Starts the actor {@code directory-GROUP}.
   *
   * @param self what this node is now, or null as long as it has nothing to say; asked every beat
   */
  public static ClusterDirectory start(
      ActorSystem<?> system,
      DirectorySettings settings,
      Supplier<NodeCard> self,
      ClusterMembers members) {
    Shown shown = new Shown();
    return new ClusterDirectory(
        settings,
        system.systemActorOf(
            DirectoryActor.create(settings, self, members, shown),
            settings.actorName(),
            Props.empty()),
        shown);
  }

  /** All known nodes by number, this one included. */
  public List<DirectoryEntry> entries() {
    return shown.entries;
  }

  /** Whether something was heard of the node lately. */
  public boolean isReachable(DirectoryEntry entry) {
    return entry.silentMs(System.nanoTime()) <= settings.silentMsMax();
  }

  /**
   * The node that leads: the reachable one that says so in the newest term that any reachable node
   * knows of. Empty while there is none, as during an election.
   */
  public Optional<DirectoryEntry> leader() {
    return Replicas.leader(reachable());
  }

  /** Reachable nodes with a replica, the leader in front, then voters, then learners. */
  public List<DirectoryEntry> replicas() {
    return Replicas.inOrder(reachable());
  }

  private List<DirectoryEntry> reachable() {
    return shown.entries.stream().filter(this::isReachable).toList();
  }

  @Override
  public Address addressOf(int node) {
    return shown.entries.stream()
        .filter(entry -> entry.card().node() == node)
        .map(DirectoryEntry::address)
        .findFirst()
        .orElse(null);
  }

  /** Tells nobody anything any more. */
  @Override
  public void close() {
    actor.tell(DirectoryCommand.Signal.STOP);
  }
}
