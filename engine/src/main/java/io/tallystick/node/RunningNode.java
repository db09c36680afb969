package io.tallystick.node;

import java.net.URI;

/** A node that takes transfers. */
public interface RunningNode extends AutoCloseable {
  /** Where its HTTP listens, such as {@code http://127.0.0.1:8080}. */
  URI url();

  /**
   * Waits until the node has stopped, by {@link #close} or by a failure.
   *
   * @return the exit code that the process is to have; 0 after {@link #close}
   */
  int awaitStop() throws InterruptedException;

  /** Stops it cleanly, a child Cassandra last; returns when all has ended. May be called twice. */
  @Override
  void close();
}
