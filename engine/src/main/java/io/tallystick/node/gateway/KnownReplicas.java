package io.tallystick.node.gateway;

import io.tallystick.api.endpoint.ReplicaUrls;
import io.tallystick.node.directory.ClusterDirectory;
import io.tallystick.node.directory.DirectoryEntry;
import io.tallystick.ring.forward.LeaderView;
import io.tallystick.ring.lookup.LookupTarget;
import java.net.URI;
import java.util.List;

/** Whom a node without a replica turns to, out of the directory. */
public final class KnownReplicas implements LeaderView, LookupTarget, ReplicaUrls {
  private final ClusterDirectory directory;

  public KnownReplicas(ClusterDirectory directory) {
    this.directory = directory;
  }

  @Override
  public Leader leader() {
    return directory
        .leader()
        .map(DirectoryEntry::card)
        .map(card -> new Leader(card.node(), card.term(), false, card.history()))
        .orElse(null);
  }

  @Override
  public Node node() {
    return directory.replicas().stream()
        .findFirst()
        .map(entry -> new Node(entry.address(), entry.card().history()))
        .orElse(null);
  }

  @Override
  public List<URI> inOrder() {
    return directory.replicas().stream().map(entry -> URI.create(entry.card().url())).toList();
  }
}
