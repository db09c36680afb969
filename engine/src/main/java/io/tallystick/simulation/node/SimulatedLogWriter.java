package io.tallystick.simulation.node;

import io.tallystick.ordering.log.LogStore;
import io.tallystick.ordering.log.LogWriter;
import io.tallystick.simulation.world.Schedule;
import io.tallystick.simulation.world.SimulatedProcess;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Makes the log durable in two steps with time between, a write and an fsync, so that anything may
 * come in between; what gathers meanwhile shares the next fsync.
 */
final class SimulatedLogWriter implements LogWriter {
  private final LogStore store;
  private final Schedule schedule;
  private final SimulatedProcess process;
  private final LongSupplier diskNanos;
  private final Consumer<Runnable> step;
  private final LongConsumer durable;
  private boolean busy;

  /**
   * @param diskNanos draws how long the disk takes for one of the two
   * @param step runs something as a step of the node
   * @param durable told the sequence up to which everything is durable
   */
  SimulatedLogWriter(
      LogStore store,
      Schedule schedule,
      SimulatedProcess process,
      LongSupplier diskNanos,
      Consumer<Runnable> step,
      LongConsumer durable) {
    this.store = store;
    this.schedule = schedule;
    this.process = process;
    this.diskNanos = diskNanos;
    this.step = step;
    this.durable = durable;
  }

  @Override
  public void start() {}

  @Override
  public void wake() {
    if (!busy) {
      busy = true;
      schedule.in(diskNanos.getAsLong(), process, () -> step.accept(this::write));
    }
  }

  private void write() {
    if (store.writeGroup()) {
      schedule.in(diskNanos.getAsLong(), process, () -> step.accept(this::force));
    } else {
      busy = false;
    }
  }

  private void force() {
    long sequence = store.forceGroup();
    busy = false;
    durable.accept(sequence);
    if (store.hasWaiting()) {
      wake();
    }
  }

  @Override
  public boolean close(long timeoutMs) {
    return true;
  }
}
