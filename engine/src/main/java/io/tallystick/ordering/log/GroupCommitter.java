package io.tallystick.ordering.log;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * The thread that makes the log durable: while one fsync runs, writes gather for the next. It ends
 * at the first failure, after having reported it.
 */
public final class GroupCommitter implements LogWriter, AutoCloseable {
  private final LogStore store;
  private final LongConsumer onDurable;
  private final java.util.function.Consumer<Throwable> onFailure;
  private final Thread thread;
  private volatile boolean closing;

  /**
   * @param onDurable called with the sequence up to which everything is durable
   * @param onFailure called once, if a write or fsync failed
   */
  public GroupCommitter(
      LogStore store,
      String threadName,
      LongConsumer onDurable,
      java.util.function.Consumer<Throwable> onFailure) {
    this.store = store;
    this.onDurable = onDurable;
    this.onFailure = onFailure;
    this.thread = new Thread(this::run, threadName);
    this.thread.setDaemon(true);
  }

  @Override
  public void start() {
    thread.start();
  }

  /** Something was handed to the store. */
  @Override
  public void wake() {
    LockSupport.unpark(thread);
  }

  private void run() {
    long reported = 0;
    try {
      while (true) {
        if (store.writeGroup()) {
          long durable = store.forceGroup();
          if (durable > reported) {
            reported = durable;
            onDurable.accept(durable);
          }
        } else if (closing) {
          return;
        } else {
          LockSupport.park(this);
        }
      }
    } catch (RuntimeException | Error e) {
      onFailure.accept(e);
    }
  }

  /** Writes what waits, then ends; waits for that up to {@code timeoutMs}. */
  @Override
  public boolean close(long timeoutMs) throws InterruptedException {
    closing = true;
    wake();
    thread.join(timeoutMs);
    return !thread.isAlive();
  }

  /** As {@link #close(long)} with ten seconds. */
  @Override
  public void close() throws InterruptedException {
    close(10_000);
  }
}
