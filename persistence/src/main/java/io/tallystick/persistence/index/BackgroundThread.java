package io.tallystick.persistence.index;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** One daemon thread that does the index's work behind the scenes. Never interrupted. */
final class BackgroundThread implements AutoCloseable {
  private static final int CLOSE_WAIT_S = 60;

  private final String name;
  private final ExecutorService executor;

  BackgroundThread(String name) {
    this.name = name;
    this.executor =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              thread.setPriority(Thread.MIN_PRIORITY);
              return thread;
            });
  }

  void execute(Runnable task) {
    executor.execute(task);
  }

  /** Waits for the task under way, which must have been told to stop. */
  @Override
  public void close() {
    executor.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_WAIT_S);
    while (!ended && System.nanoTime() < deadline) {
      try {
        ended = executor.awaitTermination(CLOSE_WAIT_S, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!ended) {
      throw TallystickException.of(
          ErrorKind.INTERNAL, "background_not_ended", "The thread " + name + " did not end");
    }
  }
}
