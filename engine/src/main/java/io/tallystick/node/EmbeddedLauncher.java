package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.config.NodeSettings;

/** Starts nodes in this process and works on their folders. */
public final class EmbeddedLauncher implements NodeLauncher {
  @Override
  public RunningNode start(NodeOptions options, StartProgress progress) {
    if (options.clean() && options.cassandra().mode() == CassandraChoice.Mode.EXTERNAL) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "clean_with_external_cassandra",
          "--clean would leave the journal in the external Cassandra behind; empty that by hand, or leave --clean out");
    }
    NodeOptions.Place place = options.place();
    if (!place.isAlone()) {
      if (place.role() == NodeRole.GATEWAY) {
        return GatewayNode.start(options, settings(options), progress);
      }
      requireOneCassandra(options);
      return ReplicaNode.start(options, settings(options), progress);
    }
    return LocalNode.start(options, settings(options), progress);
  }

  /** A child belongs to one node; the nodes of a cluster share one journal. */
  private static void requireOneCassandra(NodeOptions options) {
    if (options.cassandra().mode() == CassandraChoice.Mode.CHILD) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "cassandra_not_shared",
          "a node of a cluster takes --cassandra HOST:PORT, the same on every node, or"
              + " --without-cassandra: a child would hold this node's journal alone");
    }
  }

  private static NodeSettings settings(NodeOptions options) {
    return NodeSettings.load(options.config(), options.settings());
  }

  @Override
  public VerifyReport verify(VerifyOptions options, VerifyProgress progress) {
    return new OfflineVerify(options, progress).run();
  }

  @Override
  public RebuildReport rebuild(RebuildOptions options, VerifyProgress progress) {
    return new Rebuild(options, NodeSettings.defaults().group().name(), progress).run();
  }
}
