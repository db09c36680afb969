package io.tallystick.load.driver;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.load.process.GroupPlan;
import io.tallystick.load.process.NodeCommand;
import io.tallystick.load.process.NodeGroup;
import io.tallystick.load.process.Ports;
import io.tallystick.load.process.RunFolder;
import io.tallystick.persistence.file.FileTree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A cluster that a run starts for itself, as {@code ./tallystick cluster start} does, with the load
 * on its leader; removed at its end. Its followers and its Cassandra are no part of the server's
 * figures.
 */
final class OwnGroup implements OwnServer {
  private static final long START_MS_MAX = 240_000;
  private static final long LEADER_MS_MAX = 60_000;

  private final NodeGroup group;
  private final Path folder;
  private final int leader;

  private OwnGroup(NodeGroup group, Path folder, int leader) {
    this.group = group;
    this.folder = folder;
    this.leader = leader;
  }

  /**
   * Starts the nodes with all their data in a new folder under the checkout, and waits until they
   * take transfers.
   *
   * @param cassandra whether they have a Cassandra
   * @param nodes 3 or 5
   */
  static OwnGroup start(Path root, long seed, boolean cassandra, int nodes) throws IOException {
    Path checkout = root.toAbsolutePath().normalize();
    Path folder = RunFolder.of(null, checkout, "load", seed);
    String problem = RunFolder.problem(folder);
    if (problem != null) {
      throw TallystickException.of(ErrorKind.UNPROCESSABLE, "folder_exists", problem);
    }
    int port = Ports.freeRange(0, GroupPlan.PORTS, new SplittableRandom());
    GroupPlan plan = new GroupPlan(nodes, port, folder, GroupPlan.CLUSTER_JAVA_OPTIONS, false);
    NodeGroup group = NodeGroup.prepare(plan, NodeCommand.script(checkout), cassandra, seed);
    try {
      group.start(START_MS_MAX);
      return new OwnGroup(group, folder, group.awaitLeader(LEADER_MS_MAX));
    } catch (TallystickException e) {
      group.close();
      throw e;
    }
  }

  @Override
  public URI url() {
    return group.url(leader);
  }

  @Override
  public long pid() {
    return group.process(leader).pid();
  }

  @Override
  public Optional<Path> key() {
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    group.close();
    FileTree.remove(folder);
  }
}
