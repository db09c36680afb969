package io.tallystick.cli.demo;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.BinaryResults;
import io.tallystick.cli.client.Retries;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ring.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Sends the plan's bodies over a few connections at full speed. */
final class DemoLoad {
  private final ApiClient api;
  private final DemoPlan plan;
  private final DemoWorkload workload;
  private final Retries retries;
  private final AtomicLong nextBody = new AtomicLong();
  private final AtomicLong settled = new AtomicLong();

  DemoLoad(ApiClient api, DemoPlan plan, DemoWorkload workload, Retries retries) {
    this.api = api;
    this.plan = plan;
    this.workload = workload;
    this.retries = retries;
  }

  /** Transfers that are settled so far. */
  long settled() {
    return settled.get();
  }

  /**
   * Sends everything.
   *
   * @param watch run on the caller's thread about every {@code watchMs} until all is sent
   */
  void run(Runnable watch, long watchMs) {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            plan.connections(),
            task -> {
              Thread thread = new Thread(task, "demo-load");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < plan.connections(); i++) {
        all.add(threads.submit(this::sendBodies));
      }
      for (Future<?> one : all) {
        await(one, watch, watchMs);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void sendBodies() {
    byte[] records = new byte[Body.ROWS_MAX * Body.RECORD_BYTES];
    long body = nextBody.getAndIncrement();
    while (body < plan.bodies() && !Thread.currentThread().isInterrupted()) {
      int rows = workload.write(body, records);
      BinaryResults others =
          retries.run(
              () -> api.postRecords(records, rows * Body.RECORD_BYTES), (failure, pause) -> {});
      settled.addAndGet(rows - countRefused(others));
      body = nextBody.getAndIncrement();
    }
  }

  /** A body that was sent again answers {@code exists}, which is settled too. */
  private static int countRefused(BinaryResults others) {
    int refused = 0;
    for (int i = 0; i < others.count(); i++) {
      if (others.result(i) != TransferResult.EXISTS.number()) {
        refused++;
      }
    }
    return refused;
  }

  private static void await(Future<?> one, Runnable watch, long watchMs) {
    while (true) {
      try {
        one.get(watchMs, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        watch.run();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw TallystickException.of(
            ErrorKind.INTERNAL, "demo_failed", "The demonstration failed.", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw TallystickException.of(
            ErrorKind.UNAVAILABLE, "interrupted", "The demonstration was interrupted.", e);
      }
    }
  }
}
