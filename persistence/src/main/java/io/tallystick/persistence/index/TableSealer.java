package io.tallystick.persistence.index;

import io.tallystick.persistence.file.Pacer;
import java.util.function.BooleanSupplier;

/** Writes a full table as a run. */
final class TableSealer {
  private static final int DUTY_PERCENT = 70;

  private final RunCatalog catalog;
  private final BooleanSupplier stopped;
  private final BooleanSupplier hurry;

  /**
   * @param stopped whether to give up
   * @param hurry whether to work without rest
   */
  TableSealer(RunCatalog catalog, BooleanSupplier stopped, BooleanSupplier hurry) {
    this.catalog = catalog;
    this.stopped = stopped;
    this.hurry = hurry;
  }

  /** The durable run, not yet part of the index; null if stopped. */
  Run write(MutableTable full) {
    long[] entries = new long[full.largestPartition()];
    Pacer pacer = new Pacer(DUTY_PERCENT, hurry);
    try (RunWriter writer = catalog.newRun(full.entries())) {
      for (int partition = 0; partition < EntryFormat.PARTITIONS; partition++) {
        if (stopped.getAsBoolean()) {
          return null;
        }
        writer.beginPartition(partition);
        int count = full.sortedEntries(partition, entries);
        for (int i = 0; i < count; i++) {
          writer.add(entries[i]);
        }
        pacer.rest();
      }
      return writer.finish(full.firstNumber(), full.lastNumber());
    }
  }
}
