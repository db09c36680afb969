package io.tallystick.persistence.index.column;

import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.Pacer;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Makes columns on a thread of its own: first takes over those that are there and good, then
 * follows the records, oldest stretch first; in between makes anew what a query found bad.
 */
final class ColumnMaker implements AutoCloseable {
  private static final int CLOSE_WAIT_S = 60;

  private final ColumnSettings settings;
  private final RecordSource records;
  private final ColumnFolder folder;
  private final ColumnHost host;
  private final FileAccess files;
  private final ConcurrentSkipListSet<Long> damaged = new ConcurrentSkipListSet<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "columns");
            made.setDaemon(true);
            made.setPriority(Thread.MIN_PRIORITY);
            return made;
          });

  // Of the thread alone. The builder is kept: its arrays are large, and garbage of that size costs.
  private ColumnBuilder builder;
  private long restedSinceNanos;
  private boolean resting;

  private volatile long ready;
  private volatile boolean closing;

  ColumnMaker(
      ColumnSettings settings,
      RecordSource records,
      ColumnFolder folder,
      ColumnHost host,
      FileAccess files) {
    this.settings = settings;
    this.records = records;
    this.folder = folder;
    this.host = host;
    this.files = files;
  }

  void start() {
    thread.scheduleWithFixedDelay(this::look, 0, settings.lookMs(), TimeUnit.MILLISECONDS);
  }

  /** Whether a stretch's columns were found good or made; a page may turn out bad all the same. */
  boolean isReady(long stretch) {
    return stretch < ready && !damaged.contains(stretch);
  }

  /** Stretches that have columns, from the first one on. */
  long ready() {
    return ready;
  }

  /** Has the columns of a stretch made anew; until then they are not asked. */
  void damaged(long stretch) {
    damaged.add(stretch);
  }

  private void look() {
    long restNanos = TimeUnit.MILLISECONDS.toNanos(settings.restMs());
    if (closing || (resting && System.nanoTime() - restedSinceNanos < restNanos)) {
      return;
    }
    resting = false;
    try {
      mendDamaged();
      follow();
    } catch (TallystickException e) {
      failed(e);
    } catch (RuntimeException e) {
      failed(TallystickException.of(ErrorKind.INTERNAL, "columns_failed", "" + e, e));
    }
  }

  private void failed(TallystickException problem) {
    if (!closing) {
      resting = true;
      restedSinceNanos = System.nanoTime();
      host.failed(problem);
    }
  }

  private void mendDamaged() {
    for (Long stretch : damaged) {
      // One that is not ready any more was cut off; follow() looks at it again.
      if (stretch < ready && !make(stretch)) {
        return;
      }
      damaged.remove(stretch);
    }
  }

  private void follow() {
    long next = ready;
    while (!closing && (next + 1) * settings.stretchRecords() <= host.recordCount()) {
      if (!isGood(next) && !make(next)) {
        return;
      }
      next++;
      ready = next;
    }
  }

  private boolean make(long stretch) {
    if (closing || !host.hasRoom()) {
      return false;
    }
    host.forceThrough((stretch + 1) * settings.stretchRecords() - 1);
    if (builder == null) {
      Pacer pacer = new Pacer(settings.dutyPercent(), () -> closing);
      builder = new ColumnBuilder(settings, records, files, pacer, () -> closing);
    }
    boolean made = builder.build(stretch, field -> folder.path(stretch, field));
    folder.refresh();
    return made;
  }

  /** Whether all columns of a stretch are there and of these very records, by head and size. */
  private boolean isGood(long stretch) {
    long first = stretch * settings.stretchRecords();
    long firstTime = time(first);
    long lastTime = time(first + settings.stretchRecords() - 1);
    try {
      for (int field = 0; field < settings.fields().size(); field++) {
        ColumnFormat head = folder.open(stretch, field, new ColumnWork(1)).format();
        // A folder may hold columns of another history; no two share a record's nanosecond.
        boolean ofTheseRecords = head.firstTime() == firstTime && head.lastTime() == lastTime;
        if (!ofTheseRecords || !folder.hasSize(stretch, field, head.fileBytes())) {
          return false;
        }
      }
      return true;
    } catch (TallystickException e) {
      return false;
    }
  }

  private long time(long number) {
    byte[] record = new byte[settings.recordBytes()];
    records.read(number, 1, record, 0);
    return LittleEndian.getLong(record, settings.timeOffset());
  }

  /** Forgets and removes the columns of a stretch and of all after it. */
  void cutTo(long stretch) {
    try {
      thread
          .submit(
              () -> {
                ready = Math.min(ready, stretch);
                folder.removeFrom(stretch);
              })
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TallystickException.of(
          ErrorKind.INTERNAL, "write_interrupted", "Interrupted while columns were removed", e);
    } catch (ExecutionException e) {
      throw TallystickException.of(
          ErrorKind.INTERNAL, "write_failed", "Columns not removed: " + e.getCause(), e);
    }
  }

  /** Ends the work under way, unfinished. */
  @Override
  public void close() {
    closing = true;
    thread.shutdown();
    boolean interrupted = false;
    try {
      Checks.that(
          thread.awaitTermination(CLOSE_WAIT_S, TimeUnit.SECONDS), "the columns' thread ends");
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
