package io.tallystick.cli.cluster;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.cassandra.CqlProbe;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Starts and ends the processes of a cluster and notes them in its file. */
public final class ClusterControl {
  /** How long a node may take to stop before it is killed. */
  public static final long NODE_STOP_MS_MAX = 60_000;

  /** How long Cassandra and its keeper may take to stop before the keeper is killed. */
  public static final long CASSANDRA_STOP_MS_MAX = 60_000;

  /** How long Cassandra may take to answer. */
  public static final long CASSANDRA_START_MS_MAX = 180_000;

  private static final long KILLED_MS_MAX = 10_000;
  private static final int LOG_LINES_SHOWN = 12;

  /** Options of the JVM of a server that the script adds; the cluster's own come first. */
  private static final String JAVA_OPTIONS = "TALLYSTICK_JAVA_OPTS";

  private final ClusterFolder folder;
  private final ClusterStore store;
  private final ProcessStarter starter;
  private final Supplier<CommandLines> lines;

  /**
   * @param lines asked only where a process is started
   */
  public ClusterControl(
      ClusterFolder folder, ProcessStarter starter, Supplier<CommandLines> lines) {
    this.folder = folder;
    this.store = new ClusterStore(folder);
    this.starter = starter;
    this.lines = lines;
  }

  public ClusterFolder folder() {
    return folder;
  }

  /** Whether a cluster was ever started in the folder. */
  public boolean exists() {
    return store.exists();
  }

  public ClusterFile file() {
    return store.load();
  }

  ClusterStore store() {
    return store;
  }

  /** Starts a node's process. */
  public void startNode(int number) {
    ClusterFile file = store.load();
    ClusterFile.Node node = file.node(number);
    if (node.isRunning()) {
      throw TallystickException.of(
          ErrorKind.UNPROCESSABLE,
          "node_runs",
          "Node " + number + " runs already, as process " + node.process().pid() + ".");
    }
    ProcessHandle process =
        starter.start(
            lines.get().node(folder, file, node),
            Map.of(JAVA_OPTIONS, file.javaOptions()),
            folder.nodeLog(number));
    ProcessNote note = ProcessNote.of(process);
    store.update(now -> now.withNode(now.node(number).withProcess(note)));
  }

  /** Kills a node's process as a power cut would; refuses where none runs. */
  public long killNode(int number) {
    ProcessHandle process = running(number);
    process.destroyForcibly();
    if (!awaitEnd(store.load().node(number).process(), KILLED_MS_MAX)) {
      throw notEnding("Node " + number, process.pid());
    }
    return process.pid();
  }

  private ProcessHandle running(int number) {
    ClusterFile.Node node = store.load().node(number);
    ProcessNote note = node.process();
    return (note == null ? Optional.<ProcessHandle>empty() : note.running())
        .orElseThrow(
            () ->
                TallystickException.of(
                    ErrorKind.UNPROCESSABLE,
                    "node_not_running",
                    "Node " + number + " does not run."));
  }

  /** Asks nodes to stop, and kills those that do not; those that do not run are left alone. */
  public void stopNodes(List<Integer> numbers, Consumer<String> told) {
    Map<Integer, ProcessNote> stopping = new HashMap<>();
    ClusterFile file = store.load();
    for (int number : numbers) {
      ProcessNote note = file.node(number).process();
      if (note != null && note.running().isPresent()) {
        note.running().ifPresent(ProcessHandle::destroy);
        stopping.put(number, note);
      }
    }
    long end = System.nanoTime() + Waiting.nanos(NODE_STOP_MS_MAX);
    stopping.forEach(
        (number, note) -> {
          long leftMs = Math.max(0, (end - System.nanoTime()) / Waiting.nanos(1));
          endForSure("Node " + number, note, leftMs, told);
        });
  }

  /** Stops the cluster's Cassandra, if it has one of its own that runs. */
  public void stopCassandra(Consumer<String> told) {
    ProcessNote keeper = store.load().cassandra().keeper();
    if (keeper != null && keeper.running().isPresent()) {
      keeper.running().ifPresent(ProcessHandle::destroy);
      endForSure("Cassandra's keeper", keeper, CASSANDRA_STOP_MS_MAX, told);
    }
  }

  private static void endForSure(
      String what, ProcessNote note, long waitMs, Consumer<String> told) {
    if (awaitEnd(note, waitMs)) {
      return;
    }
    told.accept(what + " does not stop; killing process " + note.pid());
    note.running().ifPresent(ProcessHandle::destroyForcibly);
    if (!awaitEnd(note, KILLED_MS_MAX)) {
      throw notEnding(what, note.pid());
    }
  }

  private static boolean awaitEnd(ProcessNote note, long waitMs) {
    return Waiting.until(() -> note.running().isEmpty(), waitMs, () -> {});
  }

  private static TallystickException notEnding(String what, long pid) {
    return TallystickException.of(
        ErrorKind.UNAVAILABLE, "process_not_ending", what + ", process " + pid + ", does not end.");
  }

  /**
   * Starts the cluster's own Cassandra where it has one that does not run, and waits until it
   * answers.
   *
   * @param meanwhile run now and then while it is waited for
   */
  public void startCassandra(Runnable meanwhile) {
    ClusterFile file = store.load();
    ProcessNote noted = file.cassandra().keeper();
    if (!file.cassandra().isOwn() || (noted != null && noted.running().isPresent())) {
      return;
    }
    ProcessNote keeper =
        ProcessNote.of(
            starter.start(lines.get().cassandraKeeper(folder), Map.of(), folder.cassandraLog()));
    store.update(now -> now.withCassandra(now.cassandra().withKeeper(keeper)));
    int port = file.cassandra().cqlPort();
    boolean answers =
        Waiting.until(
            () -> CqlProbe.answers(port) || keeper.running().isEmpty(),
            CASSANDRA_START_MS_MAX,
            meanwhile);
    if (!answers || keeper.running().isEmpty()) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "cassandra_start_failed",
          "Cassandra did not start; its keeper said:\n"
              + LogEnd.lines(folder.cassandraLog(), LOG_LINES_SHOWN));
    }
  }

  /** What a node's process said last. */
  public String lastWords(int node) {
    return LogEnd.lines(folder.nodeLog(node), LOG_LINES_SHOWN);
  }
}
