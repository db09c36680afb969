package io.tallystick.cli.cluster;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.cassandra.CassandraChild;
import io.tallystick.persistence.cassandra.CassandraChildSettings;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Runs a cluster's Cassandra: starts it again when it ends by itself, and ends it when this process
 * ends in whatever way, or when no node has lived for a while.
 */
public final class CassandraKeeper {
  /** How long no node may live until Cassandra is stopped. */
  public static final long WITHOUT_NODES_MS_MAX = 120_000;

  private static final long LOOK_MS = 1_000;

  private final ClusterFolder folder;
  private final Consumer<String> told;

  public CassandraKeeper(ClusterFolder folder, Consumer<String> told) {
    this.folder = folder;
    this.told = told;
  }

  /** Keeps it until this process is told to stop or no node is left. */
  public void run() {
    ClusterStore store = new ClusterStore(folder);
    ClusterFile.Cassandra cassandra = store.load().cassandra();
    if (!cassandra.isOwn()) {
      throw TallystickException.of(
          ErrorKind.UNPROCESSABLE,
          "cassandra_not_own",
          "The cluster in " + folder.root() + " has no Cassandra of its own.");
    }
    CassandraChildSettings settings =
        CassandraChildSettings.in(folder.cassandra())
            .withPorts(cassandra.cqlPort(), cassandra.storagePort());
    CassandraChild child =
        CassandraChild.start(settings, (phase, elapsedMs) -> told.accept(phase + " " + elapsedMs));
    Thread onExit = new Thread(child::close, "stop-cassandra");
    Runtime.getRuntime().addShutdownHook(onExit);
    told.accept("answers on port " + cassandra.cqlPort());
    awaitNoNodes(() -> store.load().anyNodeRuns(), WITHOUT_NODES_MS_MAX, LOOK_MS);
    told.accept("no node has lived for " + WITHOUT_NODES_MS_MAX / 1_000 + " s; stopping");
    child.close();
  }

  /** Returns once no node has lived for that long. */
  static void awaitNoNodes(BooleanSupplier anyRuns, long withoutMsMax, long lookMs) {
    long lastNanos = System.nanoTime();
    while (System.nanoTime() - lastNanos < Waiting.nanos(withoutMsMax)) {
      if (anyRuns.getAsBoolean()) {
        lastNanos = System.nanoTime();
      }
      Waiting.pause(lookMs);
    }
  }
}
