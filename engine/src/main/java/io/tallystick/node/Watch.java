package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.config.NodeSettings;
import io.tallystick.persistence.file.FreeSpace;
import io.tallystick.ring.Admission;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after what fills up slowly, the disk and the journal's backlog, and shuts the door before
 * it overflows.
 */
final class Watch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final long LOOK_MS = 500;
  private static final long RETRY_AFTER_MS = 5_000;

  private final NodeFolder folder;
  private final NodeSettings settings;
  private final Admission admission;
  private final LongSupplier backlogBytes;
  private final ScheduledExecutorService timer;
  private boolean diskFull;
  private boolean backlogFull;

  Watch(NodeFolder folder, NodeSettings settings, Admission admission, LongSupplier backlogBytes) {
    this.folder = folder;
    this.settings = settings;
    this.admission = admission;
    this.backlogBytes = backlogBytes;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "watch");
              thread.setDaemon(true);
              return thread;
            });
    // At once: a node that begins without room takes no body meanwhile, nor the lead.
    look();
    timer.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      lookAtDisk();
      lookAtBacklog();
    } catch (RuntimeException problem) {
      LOG.warn("the watch over disk and backlog failed this time", problem);
    }
  }

  private void lookAtDisk() {
    long free = FreeSpace.usableBytes(folder.root());
    boolean full = free < settings.store().freeBytesMin();
    if (full != diskFull) {
      LOG.warn(
          "{} bytes are free in {}: {}",
          free,
          folder.root(),
          full ? "no more bodies are taken" : "enough again");
      diskFull = full;
    }
    admission.set(
        Admission.Watcher.DISK,
        full
            ? TallystickException.retry(
                ErrorKind.UNAVAILABLE,
                "disk_nearly_full",
                "only " + free + " bytes are free for the data folder; free some space",
                RETRY_AFTER_MS)
            : null);
  }

  private void lookAtBacklog() {
    long backlog = backlogBytes.getAsLong();
    long most = settings.journal().backlogBytesMax();
    // Reopened only once a tenth is free, so that the door does not flap.
    boolean full = backlogFull ? backlog > most - most / 10 : backlog > most;
    if (full != backlogFull) {
      LOG.warn(
          "{} bytes wait for Cassandra: {}",
          backlog,
          full ? "no more bodies are taken" : "taking bodies again");
      backlogFull = full;
    }
    admission.set(
        Admission.Watcher.BACKLOG,
        full
            ? TallystickException.retry(
                ErrorKind.UNAVAILABLE,
                "journal_backlog_full",
                backlog
                    + " bytes wait to be journalled in Cassandra, above journal.backlog-bytes-max",
                RETRY_AFTER_MS)
            : null);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
