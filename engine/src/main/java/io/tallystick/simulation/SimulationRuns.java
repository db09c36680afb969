package io.tallystick.simulation;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.simulation.node.NodeBuild;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs one seed after another, on several threads; each run stays within one of them. */
public final class SimulationRuns {
  private SimulationRuns() {}

  /** As below, with nodes built as they are meant to be. */
  public static SimulationTotals run(
      long first, long count, int threads, SimulationPlan plan, Consumer<SimulationResult> done) {
    return run(first, count, threads, plan, NodeBuild::new, done);
  }

  /**
   * Runs {@code count} seeds from {@code first} on.
   *
   * @param threads how many runs go on at a time, 1 or more; about 60 MiB of heap each
   * @param build how the nodes of each run are put together
   * @param done told each result as it comes, by any of the threads
   * @return all of them together
   */
  public static SimulationTotals run(
      long first,
      long count,
      int threads,
      SimulationPlan plan,
      Supplier<NodeBuild> build,
      Consumer<SimulationResult> done) {
    SimulationTotals totals = new SimulationTotals();
    AtomicLong next = new AtomicLong();
    ExecutorService workers =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "simulation");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<?>> working = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        working.add(
            workers.submit(
                () -> {
                  SimulationMemory memory = new SimulationMemory();
                  for (long at = next.getAndIncrement(); at < count; at = next.getAndIncrement()) {
                    SimulationResult result =
                        new Simulation(first + at, plan, memory, build.get()).run();
                    totals.add(result);
                    done.accept(result);
                  }
                }));
      }
      for (Future<?> each : working) {
        each.get();
      }
      return totals;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "interrupted", "the simulation was interrupted", e);
    } catch (ExecutionException e) {
      throw TallystickException.of(
          ErrorKind.INTERNAL, "simulation_failed", "the simulation itself failed", e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }
}
