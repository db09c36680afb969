package io.tallystick.cli.cluster;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.node.CassandraChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of a cluster's processes. */
public final class CommandLines {
  /** Set by the launcher script: the project's folder, which holds it. */
  private static final String HOME_PROPERTY = "tallystick.home";

  private final Path launcher;

  /**
   * @param launcher the script {@code tallystick}
   */
  public CommandLines(Path launcher) {
    this.launcher = launcher;
  }

  /**
   * With the script that started this process.
   *
   * @throws TallystickException {@code launcher_missing}
   */
  public static CommandLines ofThisProcess() {
    String home = System.getProperty(HOME_PROPERTY, "");
    Path launcher = Path.of(home).resolve("tallystick");
    if (home.isEmpty() || !Files.isExecutable(launcher)) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "launcher_missing",
          "A cluster's nodes are started by the script ./tallystick, which did not start this"
              + " process (-D"
              + HOME_PROPERTY
              + " names its folder).");
    }
    return new CommandLines(launcher);
  }

  /** Starts a node. */
  List<String> node(ClusterFolder folder, ClusterFile file, ClusterFile.Node node) {
    List<String> line = new ArrayList<>(List.of(launcher.toString(), "start"));
    line.addAll(List.of("--data", folder.node(node.node()).toString()));
    line.addAll(List.of("--port", Integer.toString(node.httpPort())));
    line.addAll(List.of("--node", Integer.toString(node.node())));
    line.addAll(List.of("--peers", file.peers().toString()));
    line.addAll(List.of("--config", folder.settings().toString()));
    if (node.joined()) {
      line.add("--join");
    }
    CassandraChoice cassandra = file.cassandra().address();
    if (cassandra.mode() == CassandraChoice.Mode.NONE) {
      line.add("--without-cassandra");
    } else {
      line.addAll(List.of("--cassandra", cassandra.host() + ":" + cassandra.port()));
    }
    return line;
  }

  /** Starts the keeper of the cluster's Cassandra. */
  List<String> cassandraKeeper(ClusterFolder folder) {
    return List.of(
        launcher.toString(), "cluster", "keep-cassandra", "--data", folder.root().toString());
  }
}
