package io.tallystick.load.process;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.load.http.JsonClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A real node in a process of its own, with the means to kill it and its Cassandra. */
public final class NodeProcess implements AutoCloseable {
  private static final long POLL_MS = 20;
  private static final int READY = 200;

  private final Process process;
  private final URI url;
  private final Path output;

  private NodeProcess(Process process, URI url, Path output) {
    this.process = process;
    this.url = url;
    this.output = output;
  }

  /**
   * Starts a node; does not wait for it.
   *
   * @param output gets what it prints, appended
   * @param more further arguments of {@code start}
   */
  public static NodeProcess start(
      NodeCommand command, Path data, int port, Path output, List<String> more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("start", "--data", data.toString(), "--port", Integer.toString(port)));
    arguments.addAll(more);
    try {
      Process process = command.process(output, arguments.toArray(new String[0])).start();
      return new NodeProcess(process, URI.create("http://127.0.0.1:" + port), output);
    } catch (IOException e) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "node_not_started", "the node cannot be started", e);
    }
  }

  public URI url() {
    return url;
  }

  /** What the node printed. */
  public Path output() {
    return output;
  }

  /**
   * Waits until the node takes transfers.
   *
   * @return false if it ended first or was not ready in time
   */
  public boolean awaitReady(long timeoutMs) {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    try (JsonClient client = new JsonClient(url)) {
      while (System.nanoTime() - endNanos < 0 && process.isAlive()) {
        if (ready(client)) {
          requireOwnListener();
          return true;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MS));
      }
    }
    return false;
  }

  /** Load and kills must never meet a node that somebody else runs on the same port. */
  private void requireOwnListener() {
    OptionalLong listener = ProcFs.listener(url.getPort());
    boolean own =
        listener.isEmpty()
            || listener.getAsLong() == process.pid()
            || process.descendants().anyMatch(child -> child.pid() == listener.getAsLong());
    if (!own) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "port_in_use",
          "process " + listener.getAsLong() + " listens on the node's port " + url.getPort());
    }
  }

  private static boolean ready(JsonClient client) {
    try {
      return client.get("/health/ready").status() == READY;
    } catch (IOException | TallystickException e) {
      return false;
    }
  }

  /** The Cassandra that runs as the node's child. */
  public OptionalLong cassandra() {
    return ProcFs.cassandraOf(process.pid());
  }

  /** Process id of the node; the script that starts it becomes it. */
  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** Ends the node's processes with SIGKILL, but leaves its Cassandra alone. */
  public void killNode() {
    OptionalLong cassandra = cassandra();
    List<ProcessHandle> processes = new ArrayList<>(process.toHandle().descendants().toList());
    processes.removeIf(handle -> belongsTo(cassandra, handle));
    processes.add(process.toHandle());
    processes.forEach(ProcessHandle::destroyForcibly);
    awaitExit(TimeUnit.SECONDS.toMillis(10));
  }

  private static boolean belongsTo(OptionalLong cassandra, ProcessHandle handle) {
    return cassandra.isPresent()
        && (handle.pid() == cassandra.getAsLong()
            || handle.parent().map(parent -> parent.pid() == cassandra.getAsLong()).orElse(false));
  }

  /** Ends a process with SIGKILL; does nothing if it is gone. */
  public static void kill(OptionalLong pid) {
    pid.ifPresent(id -> ProcessHandle.of(id).ifPresent(ProcessHandle::destroyForcibly));
  }

  /** Waits until a process is gone; how long that took in ms, or -1 if it did not go in time. */
  public static long awaitGone(long pid, long timeoutMs) {
    long start = System.nanoTime();
    while (ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
      long passedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      if (passedMs > timeoutMs) {
        return -1;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MS));
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  /** Asks the node to stop (SIGTERM) and does not wait. */
  public void askToStop() {
    process.destroy();
  }

  /** Asks the node to stop and waits; its exit code, or empty if it did not stop in time. */
  public OptionalInt stop(long timeoutMs) {
    process.destroy();
    return awaitExit(timeoutMs);
  }

  /** Waits for the node's end; its exit code, or empty if it still runs. */
  public OptionalInt awaitExit(long timeoutMs) {
    try {
      return process.waitFor(timeoutMs, TimeUnit.MILLISECONDS)
          ? OptionalInt.of(process.exitValue())
          : OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TallystickException.of(ErrorKind.UNAVAILABLE, "interrupted", "interrupted", e);
    }
  }

  /** Ends whatever of the node still runs, its Cassandra included. */
  @Override
  public void close() {
    OptionalLong cassandra = cassandra();
    process.destroy();
    if (awaitExit(TimeUnit.SECONDS.toMillis(40)).isEmpty()) {
      killNode();
    }
    kill(cassandra);
  }
}
