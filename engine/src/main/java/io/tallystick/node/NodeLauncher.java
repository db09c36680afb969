package io.tallystick.node;

/**
 * Starts a node in this process, and works on the data folder of one that does not run. The command
 * line asks for a node through this seam alone. Failures are {@code TallystickException} whose
 * message says what happened, on which folder, port or host, and what to do next.
 */
public interface NodeLauncher {
  /**
   * Starts a node and returns once it takes transfers.
   *
   * @param progress told what is being waited for
   */
  RunningNode start(NodeOptions options, StartProgress progress);

  /**
   * Walks the whole chain of a data folder, and of its journal unless left out, changing nothing.
   * Also works beside a running node: it then stops at the last batch that is whole on disk. Damage
   * is a result, not an exception.
   */
  VerifyReport verify(VerifyOptions options, VerifyProgress progress);

  /** Builds a data folder anew from the journal in Cassandra, under a new epoch. */
  RebuildReport rebuild(RebuildOptions options, VerifyProgress progress);
}
