package io.tallystick.node.directory;

import io.tallystick.node.directory.NodeCard.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which of the reachable nodes to turn to. */
final class Replicas {
  private Replicas() {}

  /** The node that says it leads in the newest term that any of them knows of. */
  static Optional<DirectoryEntry> leader(List<DirectoryEntry> reachable) {
    long newestTerm = reachable.stream().mapToLong(entry -> entry.card().term()).max().orElse(0);
    // A leader of an older term does not know yet that it was followed.
    return reachable.stream()
        .filter(entry -> entry.card().role() == Role.LEADER && entry.card().term() == newestTerm)
        .findFirst();
  }

  /** Those with a replica: the leader, then voters, then learners, each by number. */
  static List<DirectoryEntry> inOrder(List<DirectoryEntry> reachable) {
    Optional<DirectoryEntry> leader = leader(reachable);
    List<DirectoryEntry> ordered = new ArrayList<>();
    leader.ifPresent(ordered::add);
    reachable.stream()
        .filter(entry -> entry.card().role().hasReplica())
        .filter(entry -> leader.isEmpty() || entry.card().node() != leader.get().card().node())
        .sorted(
            Comparator.comparing((DirectoryEntry entry) -> entry.card().role() == Role.LEARNER)
                .thenComparing(entry -> entry.card().node()))
        .forEach(ordered::add);
    return ordered;
  }
}
