package io.tallystick.cli.command;

import io.tallystick.cli.Console;
import io.tallystick.cli.cluster.ClusterControl;
import io.tallystick.cli.cluster.ClusterStop;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A cluster that is stopped by Ctrl-C, and by a failure of what is done with it. */
final class ClusterRun implements AutoCloseable {
  private final ClusterControl control;
  private final Console console;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread onExit;

  ClusterRun(ClusterControl control, Console console) {
    this.control = control;
    this.console = console;
    this.onExit = new Thread(this::stop, "stop-cluster");
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /** Starts it; what fails because of a stop waits until the process ends, and is not told. */
  <T> T start(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException problem) {
      if (stopping.get()) {
        awaitStop();
      }
      stop();
      throw problem;
    }
  }

  /** Leaves it running when this process ends. */
  void letGo() {
    stopping.set(true);
    stopped.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException ending) {
      // The process is ending: the hook finds nothing to do.
      return;
    }
  }

  /** Stops it; a second call waits for the first. */
  void stop() {
    if (stopping.compareAndSet(false, true)) {
      try {
        new ClusterStop(control)
            .run(
                text -> {
                  console.err().println(text);
                  console.err().flush();
                });
      } finally {
        stopped.countDown();
      }
    }
    awaitStop();
  }

  /** Waits for a stop that is under way; returns at once where none is. */
  void awaitStop() {
    if (stopping.get()) {
      try {
        stopped.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    stop();
    letGo();
  }
}
