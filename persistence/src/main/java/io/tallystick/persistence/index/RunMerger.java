package io.tallystick.persistence.index;

import io.tallystick.persistence.file.Pacer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Merges neighbouring runs of one size tier, so that lookups ask few filters. */
final class RunMerger {
  private final RunCatalog catalog;
  private final IndexSettings settings;
  private final BooleanSupplier stopped;

  RunMerger(RunCatalog catalog, IndexSettings settings, BooleanSupplier stopped) {
    this.catalog = catalog;
    this.settings = settings;
    this.stopped = stopped;
  }

  /**
   * The runs to merge next, newest first; empty if there is nothing to do: of the lowest tier that
   * has enough neighbours, the oldest ones. Tier t holds up to tableEntriesMax * fanIn^(t+1)
   * entries.
   */
  static List<Run> choose(List<Run> newestFirst, IndexSettings settings) {
    int fanIn = settings.mergeFanIn();
    int from = 0;
    while (from < newestFirst.size()) {
      int tier = tier(newestFirst.get(from).format().entries(), settings);
      int to = from;
      while (to < newestFirst.size()
          && tier(newestFirst.get(to).format().entries(), settings) == tier) {
        to++;
      }
      if (to - from >= fanIn) {
        return newestFirst.subList(to - fanIn, to);
      }
      from = to;
    }
    return List.of();
  }

  private static int tier(long entries, IndexSettings settings) {
    int tier = 0;
    long upTo = (long) settings.tableEntriesMax() * settings.mergeFanIn();
    while (entries >= upTo) {
      tier++;
      upTo *= settings.mergeFanIn();
    }
    return tier;
  }

  /** Merges until no tier is full. */
  void mergeAll(Pacer pacer) {
    List<Run> chosen = choose(catalog.runs(), settings);
    while (!chosen.isEmpty() && !stopped.getAsBoolean()) {
      Run merged = merge(List.copyOf(chosen), pacer);
      if (merged == null) {
        return;
      }
      catalog.replace(chosen, merged);
      chosen = choose(catalog.runs(), settings);
    }
  }

  private Run merge(List<Run> newestFirst, Pacer pacer) {
    long entries = 0;
    List<RunReader> readers = new ArrayList<>();
    for (Run run : newestFirst) {
      entries += run.format().entries();
      readers.add(new RunReader(run));
    }
    long[] heads = new long[readers.size()];
    long[] left = new long[readers.size()];
    try (RunWriter writer = catalog.newRun(entries)) {
      for (int partition = 0; partition < EntryFormat.PARTITIONS; partition++) {
        if (stopped.getAsBoolean()) {
          return null;
        }
        writer.beginPartition(partition);
        for (int i = 0; i < heads.length; i++) {
          left[i] = newestFirst.get(i).entriesOf(partition);
          heads[i] = left[i] > 0 ? readers.get(i).next() : 0;
        }
        mergePartition(readers, heads, left, writer);
        pacer.rest();
      }
      long first = newestFirst.get(newestFirst.size() - 1).format().firstNumber();
      return writer.finish(first, newestFirst.get(0).format().lastNumber());
    }
  }

  private static void mergePartition(
      List<RunReader> readers, long[] heads, long[] left, RunWriter writer) {
    while (true) {
      int least = -1;
      for (int i = 0; i < heads.length; i++) {
        if (left[i] > 0 && (least < 0 || Long.compareUnsigned(heads[i], heads[least]) < 0)) {
          least = i;
        }
      }
      if (least < 0) {
        return;
      }
      writer.add(heads[least]);
      if (--left[least] > 0) {
        heads[least] = readers.get(least).next();
      }
    }
  }

  /** Reads and checks every page of a run; fails with {@code index_run_damaged}. */
  void verify(Run run, Pacer pacer) {
    byte[] buffer = new byte[64 * RunFormat.PAGE_BYTES];
    for (long page = 0; page < run.format().pages() && !stopped.getAsBoolean(); ) {
      page += run.readPages(page, buffer);
      pacer.rest();
    }
  }
}
