package io.tallystick.cli.cluster.demo;

import io.tallystick.cli.client.BinaryResults;
import io.tallystick.cli.demo.DemoPlan;
import io.tallystick.cli.demo.DemoWorkload;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ring.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Settles generated bodies over a few connections until it is told to stop. */
final class ClusterLoad {
  private static final long END_MS_MAX = 30_000;

  private final DemoPlan plan;
  private final DemoWorkload workload;
  private final FailoverSender sender;
  private final Settled settled = new Settled();
  private final AtomicLong nextBody = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  ClusterLoad(DemoPlan plan, DemoWorkload workload, FailoverSender sender) {
    this.plan = plan;
    this.workload = workload;
    this.sender = sender;
  }

  Settled settled() {
    return settled;
  }

  /** Rows that a rule refused; none are expected. */
  long refused() {
    return refused.get();
  }

  void start() {
    for (int i = 0; i < plan.connections(); i++) {
      Thread thread = new Thread(this::sendBodies, "demo-load-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** Fails with what a sender failed with, if one did. */
  void check() {
    RuntimeException problem = failure.get();
    if (problem != null) {
      throw problem;
    }
  }

  /** Lets the bodies under way be answered; those that are not by then are given up. */
  void stop() throws InterruptedException {
    stopping = true;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MS_MAX);
    for (Thread thread : threads) {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      thread.interrupt();
    }
    check();
  }

  private void sendBodies() {
    byte[] records = new byte[Body.ROWS_MAX * Body.RECORD_BYTES];
    try {
      while (!stopping) {
        long body = nextBody.getAndIncrement();
        int rows = workload.write(body, records);
        BinaryResults others = sender.send(records, rows * Body.RECORD_BYTES);
        int notSettled = countOthers(others, TransferResult.EXISTS);
        refused.addAndGet(notSettled);
        settled.add(new Settled.Answer(body, rows - notSettled, System.nanoTime()));
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException problem) {
      failure.compareAndSet(null, problem);
    }
  }

  /**
   * Sends a body once more that was answered before.
   *
   * @return rows that the cluster does not hold: lost
   */
  int resend(long body) throws InterruptedException {
    byte[] records = new byte[Body.ROWS_MAX * Body.RECORD_BYTES];
    int rows = workload.write(body, records);
    BinaryResults others = sender.send(records, rows * Body.RECORD_BYTES);
    return rows - (others.count() - countOthers(others, TransferResult.EXISTS));
  }

  /** Rows with a result that is neither created nor the given one. */
  private static int countOthers(BinaryResults others, TransferResult allowed) {
    int count = 0;
    for (int i = 0; i < others.count(); i++) {
      if (others.result(i) != allowed.number()) {
        count++;
      }
    }
    return count;
  }
}
