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
    return LocalNode.start(options, NodeSettings.defaults(), progress);
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
