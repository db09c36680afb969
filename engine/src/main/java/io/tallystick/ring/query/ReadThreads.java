package io.tallystick.ring.query;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The few threads on which records are read from files; bounded, past it a caller gets 503. */
final class ReadThreads implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int WAITING_MAX = 1_000;
  private static final long RETRY_AFTER_MS = 1_000;

  private final ThreadPoolExecutor pool;

  ReadThreads() {
    pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            work -> {
              Thread thread = new Thread(work, "record-reads");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
  }

  void execute(Runnable work) {
    try {
      pool.execute(work);
    } catch (RejectedExecutionException full) {
      throw TallystickException.retry(
          ErrorKind.UNAVAILABLE,
          "reads_queue_full",
          "too many reads wait; slow down",
          RETRY_AFTER_MS);
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
