package io.tallystick.load.process;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.cassandra.CassandraChild;
import io.tallystick.persistence.cassandra.CassandraChildSettings;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The one Cassandra of a group: a child of this process, started again when it is killed. */
public final class SharedCassandra implements AutoCloseable {
  private static final long POLL_MS = 50;

  private final CassandraChild child;

  private SharedCassandra(CassandraChild child) {
    this.child = child;
  }

  /** Starts it and waits until it answers. */
  public static SharedCassandra start(Path folder, int cqlPort, int storagePort) {
    CassandraChildSettings settings =
        CassandraChildSettings.in(folder).withPorts(cqlPort, storagePort);
    return new SharedCassandra(CassandraChild.start(settings, (phase, elapsedMs) -> {}));
  }

  /** {@code HOST:PORT} as a node's {@code --cassandra} takes it. */
  public String address() {
    return "127.0.0.1:" + child.contactPoint().getPort();
  }

  /** Its process. */
  public long pid() {
    return child.pid();
  }

  /** Ends it with SIGKILL; it is started again within seconds. */
  public void kill() {
    NodeProcess.kill(OptionalLong.of(child.pid()));
  }

  /** Waits until it answers after a kill. */
  public void awaitUp(long timeoutMs) {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    while (!child.isAlive() || !child.trouble().isEmpty()) {
      if (System.nanoTime() - endNanos > 0) {
        throw TallystickException.of(
            ErrorKind.UNAVAILABLE, "cassandra_not_up", "The Cassandra " + child.trouble());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MS));
    }
  }

  @Override
  public void close() {
    child.close();
  }
}
