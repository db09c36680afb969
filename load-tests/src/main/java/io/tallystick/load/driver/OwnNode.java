package io.tallystick.load.driver;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.load.process.NodeCommand;
import io.tallystick.load.process.NodeProcess;
import io.tallystick.load.process.Ports;
import io.tallystick.load.process.RunFolder;
import io.tallystick.participant.key.KeyFile;
import io.tallystick.participant.key.SigningKey;
import io.tallystick.persistence.file.FileTree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A node that a run starts for itself, as {@code ./tallystick start} does; removed at its end. */
final class OwnNode implements OwnServer {
  private static final long READY_MS_MAX = 240_000;

  private final NodeProcess process;
  private final Path folder;
  private final Path key;
  private final Thread onExit;

  private OwnNode(NodeProcess process, Path folder, Path key) {
    this.process = process;
    this.folder = folder;
    this.key = key;
    this.onExit = new Thread(this::end, "stop-own-node");
  }

  /** Ctrl-C during a run: nothing of it goes on, and nothing stays. */
  private void end() {
    process.close();
    try {
      FileTree.remove(folder);
    } catch (IOException left) {
      System.err.println("cannot remove " + folder + ": " + left);
    }
  }

  /**
   * Starts a node with all its data in a new folder under the checkout, and waits until it takes
   * transfers.
   *
   * @param cassandra whether it has a Cassandra
   * @param signed whether it takes signed requests only, for which it gets a new operator's key
   * @throws TallystickException UNAVAILABLE, {@code node_not_ready}: what it printed is kept
   */
  static OwnNode start(Path root, long seed, boolean cassandra, boolean signed) throws IOException {
    Path checkout = root.toAbsolutePath().normalize();
    Path folder = RunFolder.of(null, checkout, "load", seed);
    String problem = RunFolder.problem(folder);
    if (problem != null) {
      throw TallystickException.of(ErrorKind.UNPROCESSABLE, "folder_exists", problem);
    }
    Files.createDirectories(folder);
    List<String> more = new ArrayList<>(cassandra ? List.of() : List.of("--without-cassandra"));
    Path key = null;
    if (signed) {
      key = folder.resolve("operator.pem");
      KeyFile.write(key, SigningKey.generate());
      more.addAll(List.of("--security", "signed", "--operator-key", key.toString()));
    }
    NodeProcess process =
        NodeProcess.start(
            NodeCommand.script(checkout),
            folder.resolve("data"),
            Ports.free(0, new SplittableRandom()),
            folder.resolve("node.log"),
            more);
    OwnNode node = new OwnNode(process, folder, key);
    Runtime.getRuntime().addShutdownHook(node.onExit);
    if (!process.awaitReady(READY_MS_MAX)) {
      process.close();
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "node_not_ready",
          "the node did not get ready; what it printed is in " + process.output());
    }
    return node;
  }

  @Override
  public URI url() {
    return process.url();
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public Optional<Path> key() {
    return Optional.ofNullable(key);
  }

  @Override
  public void close() throws IOException {
    process.close();
    Runtime.getRuntime().removeShutdownHook(onExit);
    FileTree.remove(folder);
  }
}
