package io.tallystick.persistence.index;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.Pacer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * (kind, id) → record number, for ever.
 *
 * <p>One thread inserts; any number look up. An insert that happened before a lookup is found; one
 * that runs at the same time may be missed, so that a caller who must not miss it keeps its own map
 * of what is in flight. A lookup of a new id touches memory alone, but for one in 256 per run.
 *
 * <p>Numbers are inserted in ascending order (several ids may share one). A number that the runs
 * cover is ignored, and so is an entry that is there already: replay may repeat what it likes.
 *
 * <p>The mutable table is not durable: after {@link #open} the ids of all records after {@link
 * #coveredThrough} are to be inserted anew.
 */
public final class IdIndex implements IdTable, AutoCloseable {
  /** Ids whose memory is worth loading at once. */
  public static final int TOUCH_GROUP = 32;

  /** The table that takes inserts and the full one that is being sealed, or null. */
  private record Tables(MutableTable current, MutableTable sealing) {}

  private final IndexSettings settings;
  private final DurableRecords durable;
  private final IndexEvents events;
  private final OffHeapBlocks blocks;
  private final RunCatalog catalog;
  private final RunMerger merger;
  private final TableSealer sealer;
  private final ThreadLocal<byte[]> pageBuffer =
      ThreadLocal.withInitial(() -> new byte[RunFormat.PAGE_BYTES]);
  private final BackgroundThread sealThread = new BackgroundThread("id-index-seal");
  private final BackgroundThread mergeThread = new BackgroundThread("id-index-merge");
  private final Object lock = new Object();

  private volatile Tables tables;
  private volatile TallystickException failure;
  private volatile boolean closing;

  /** Of the inserting thread. */
  private final Gather gather = new Gather();

  private final AtomicLong insertWaits = new AtomicLong();

  private IdIndex(
      IndexSettings settings,
      DurableRecords durable,
      IndexEvents events,
      OffHeapBlocks blocks,
      RunCatalog catalog) {
    this.settings = settings;
    this.durable = durable;
    this.events = events;
    this.blocks = blocks;
    this.catalog = catalog;
    this.merger = new RunMerger(catalog, settings, () -> closing);
    this.sealer = new TableSealer(catalog, () -> closing, this::fillsFast);
    this.tables = new Tables(new MutableTable(blocks, catalog.coveredThrough() + 1), null);
  }

  /**
   * Opens the index of a folder; makes it if it is missing. Bad runs are dropped with all newer
   * ones and reported; the caller rebuilds them by inserting what follows {@link #coveredThrough}.
   *
   * @param recordCount how many records there are durably; runs that know more are dropped
   * @param durable makes records durable before a run relies on them
   */
  public static IdIndex open(
      Path folder,
      IndexSettings settings,
      long recordCount,
      DurableRecords durable,
      IndexEvents events,
      FileAccess files) {
    OffHeapBlocks blocks = new OffHeapBlocks();
    RunCatalog catalog = RunCatalog.open(folder, files, blocks, recordCount, events);
    IdIndex index = new IdIndex(settings, durable, events, blocks, catalog);
    index.mergeThread.execute(index::verifyAndMerge);
    return index;
  }

  /**
   * The hash under which an id is kept, 40 bits; it stays the same for the life of the index on
   * this node. Any thread: whoever prepares a batch computes the hashes once.
   */
  @Override
  public long hash(int kind, long idHigh, long idLow) {
    return catalog.hash(kind, idHigh, idLow);
  }

  /** Adds an id; see {@link #insert(long, long)}. */
  public void insert(int kind, long idHigh, long idLow, long number) {
    insert(hash(kind, idHigh, idLow), number);
  }

  /**
   * Adds many ids by hash, with their cache misses overlapped; see {@link #insert(long, long)}.
   *
   * @param numbers their record numbers, ascending
   */
  @Override
  public void insertBatch(long[] hashes, long[] numbers, int from, int count) {
    int end = from + count;
    for (int group = from; group < end; group += TOUCH_GROUP) {
      int groupEnd = Math.min(end, group + TOUCH_GROUP);
      tables.current().touch(hashes, group, groupEnd - group, gather);
      for (int i = group; i < groupEnd; i++) {
        insert(hashes[i], numbers[i]);
      }
    }
  }

  /**
   * Adds an id. The inserting thread only. Waits only if the table has grown to twice its limit
   * before the one before it was sealed.
   *
   * @param hash the id's {@link #hash}
   * @param number the record's number, 0 … 2^36 - 2
   */
  public void insert(long hash, long number) {
    checkUsable();
    EntryFormat.checkNumber(number);
    MutableTable table = tables.current();
    if (number < table.firstNumber()) {
      return;
    }
    if (table.entries() >= settings.tableEntriesMax() && number > table.lastNumber()) {
      table = rotateIfPossible(table);
    }
    table.insert(hash, number);
  }

  /** Looks an id up; see {@link #find(long, int, long, long, long, Confirm)}. */
  @Override
  public long find(int kind, long idHigh, long idLow, long below, Confirm confirm) {
    return find(hash(kind, idHigh, idLow), kind, idHigh, idLow, below, confirm);
  }

  /**
   * The number of the record that carries the id, or {@link #NONE}. Any thread.
   *
   * @param hash the id's {@link #hash}
   * @param below hits at or past this number count as absent
   * @param confirm decides whether a hit is the id; the search goes on past one that is not
   */
  public long find(long hash, int kind, long idHigh, long idLow, long below, Confirm confirm) {
    while (true) {
      checkUsable();
      // Tables before runs: what leaves the tables is in the runs before it leaves.
      Tables present = tables;
      Run[] runs = catalog.runArray();
      long number = present.current().find(hash, below, kind, idHigh, idLow, confirm);
      if (number == NONE && present.sealing() != null) {
        number = present.sealing().find(hash, below, kind, idHigh, idLow, confirm);
      }
      for (int i = 0; number == NONE && i < runs.length; i++) {
        number = findInRun(runs[i], hash, below, kind, idHigh, idLow, confirm);
      }
      if (number != EntryFormat.RETRY) {
        return number;
      }
    }
  }

  private long findInRun(
      Run run, long hash, long below, int kind, long idHigh, long idLow, Confirm confirm) {
    try {
      return run.find(hash, below, kind, idHigh, idLow, confirm, pageBuffer.get());
    } catch (TallystickException e) {
      throw run.damaged() ? failed(e) : e;
    }
  }

  /**
   * {@inheritDoc} The inserting thread only. Best in groups of {@link #TOUCH_GROUP} to {@link
   * IdTable#TOGETHER_MAX} just before they are looked up: a whole batch of 8,190 does not stay in a
   * core's cache.
   */
  @Override
  public long unknown(long[] hashes, int from, int count) {
    checkUsable();
    // Tables before runs, as in find.
    Tables present = tables;
    Run[] runs = catalog.runArray();
    long left = present.current().unknown(hashes, from, count, gather);
    if (present.sealing() != null) {
      left &= present.sealing().unknown(hashes, from, count, gather);
    }
    for (Run run : runs) {
      left &= run.unknown(hashes, from, count, gather);
    }
    return left;
  }

  /** Last record number that durable runs cover; -1 if there is none. */
  public long coveredThrough() {
    return catalog.coveredThrough();
  }

  /** Seals the table now, full or not, if no other is being sealed. The inserting thread only. */
  public void seal() {
    checkUsable();
    MutableTable table = tables.current();
    if (table.entries() > 0 && tables.sealing() == null) {
      rotate(table);
    }
  }

  private MutableTable rotateIfPossible(MutableTable full) {
    if (tables.sealing() != null) {
      if (full.entries() < 2 * settings.tableEntriesMax()) {
        return full;
      }
      awaitSealed();
    }
    return rotate(full);
  }

  private MutableTable rotate(MutableTable full) {
    MutableTable fresh = new MutableTable(blocks, full.lastNumber() + 1);
    synchronized (lock) {
      tables = new Tables(fresh, full);
    }
    sealThread.execute(() -> sealInBackground(full));
    return fresh;
  }

  private void awaitSealed() {
    insertWaits.incrementAndGet();
    boolean interrupted = false;
    synchronized (lock) {
      while (tables.sealing() != null && failure == null) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    checkUsable();
  }

  private void sealInBackground(MutableTable full) {
    try {
      Run run = sealer.write(full);
      if (run == null) {
        return;
      }
      durable.forceThrough(full.lastNumber());
      catalog.add(run);
      synchronized (lock) {
        tables = new Tables(tables.current(), null);
        lock.notifyAll();
      }
      full.retire();
      mergeThread.execute(this::mergeInBackground);
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private boolean fillsFast() {
    return tables.current().entries() > settings.tableEntriesMax() / 2;
  }

  private void verifyAndMerge() {
    mergeInBackground();
    if (settings.verifyAtStart()) {
      try {
        verify(new Pacer(settings.mergeDutyPercent(), () -> false));
      } catch (TallystickException e) {
        // Reported through the events where it was found.
        return;
      }
    }
  }

  private void mergeInBackground() {
    if (closing || failure != null) {
      return;
    }
    try {
      merger.mergeAll(new Pacer(settings.mergeDutyPercent(), () -> closing));
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  /**
   * Reads and checks every page of every run.
   *
   * @throws TallystickException DAMAGED, {@code index_run_damaged}; the run and all newer ones are
   *     then dropped at the next opening
   */
  public void verify() {
    verify(new Pacer(100, () -> true));
  }

  private void verify(Pacer pacer) {
    for (Run run : catalog.runs()) {
      try {
        merger.verify(run, pacer);
      } catch (TallystickException e) {
        // A run that was merged away meanwhile was read and checked by the merge.
        if (catalog.runs().contains(run) && !closing) {
          throw failed(e);
        }
      }
    }
  }

  /** Remembers a failure and reports it; returns the error to throw. */
  private TallystickException failed(RuntimeException e) {
    TallystickException known =
        e instanceof TallystickException tallystick
            ? tallystick
            : TallystickException.of(ErrorKind.INTERNAL, "index_failed", "" + e, e);
    boolean first;
    synchronized (lock) {
      first = failure == null && !closing;
      if (first) {
        failure = known;
      }
      lock.notifyAll();
    }
    if (first) {
      try {
        catalog.forgetDamaged();
      } catch (TallystickException again) {
        known.addSuppressed(again);
      }
      events.failed(known);
    }
    return known;
  }

  private void checkUsable() {
    TallystickException known = failure;
    if (known != null) {
      throw TallystickException.of(
          known.kind(), known.code(), "The id index takes nothing: " + known.getMessage(), known);
    }
  }

  /** Memory off the Java heap, in bytes: tables and filters, never given back to the system. */
  public long offHeapBytes() {
    return blocks.allocatedBytes();
  }

  /** The runs, newest first. */
  List<Run> runs() {
    return catalog.runs();
  }

  /** State for status and metrics; any thread. */
  public IndexStats stats() {
    Tables present = tables;
    List<Run> runs = catalog.runs();
    long runEntries = 0;
    for (Run run : runs) {
      runEntries += run.format().entries();
    }
    return new IndexStats(
        present.current().entries(),
        present.sealing() == null ? 0 : present.sealing().entries(),
        runs.size(),
        runEntries,
        coveredThrough(),
        offHeapBytes(),
        insertWaits.get());
  }

  /** Stops the background work, unfinished, and closes the files. */
  @Override
  public void close() {
    closing = true;
    sealThread.close();
    mergeThread.close();
    synchronized (lock) {
      if (failure == null) {
        failure =
            TallystickException.of(ErrorKind.UNAVAILABLE, "store_closed", "The id index is closed");
      }
      lock.notifyAll();
    }
    catalog.close();
  }
}
