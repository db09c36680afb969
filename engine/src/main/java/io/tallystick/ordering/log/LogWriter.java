package io.tallystick.ordering.log;

/** What makes a {@link LogStore} durable, beside the thread that hands writes to the store. */
public interface LogWriter {
  /** Begins. */
  void start();

  /** Something was handed to the store. Returns at once. */
  void wake();

  /**
   * Writes what waits, then ends.
   *
   * @return whether it ended within {@code timeoutMs}
   */
  boolean close(long timeoutMs) throws InterruptedException;
}
