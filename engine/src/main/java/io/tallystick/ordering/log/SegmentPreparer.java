package io.tallystick.ordering.log;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Allocates the next segment file, and deletes old ones, beside the writing. One old file is kept
 * to become the next: its pages are in memory, and overwriting them costs a fraction of what the
 * first touch of new ones does (0.35 µs against 1.3 to 16 µs a page on a virtual machine).
 */
final class SegmentPreparer {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentPreparer.class);

  private final LogFiles files;
  private final long segmentBytes;
  private final Executor background;
  private CompletableFuture<LogFile> prepared;

  /** Whether there is a spare file; it has its name then. */
  private boolean spare;

  SegmentPreparer(LogFiles files, long segmentBytes, Executor background) {
    this.files = files;
    this.segmentBytes = segmentBytes;
    this.background = background;
  }

  /** Starts to allocate the next file unless that has been done. */
  void prepare() {
    if (prepared != null) {
      return;
    }
    CompletableFuture<LogFile> next = new CompletableFuture<>();
    prepared = next;
    background.execute(
        () -> {
          try {
            next.complete(allocate());
          } catch (IOException | RuntimeException e) {
            LOG.warn("could not allocate the next log segment in {}", files.describe(), e);
            next.completeExceptionally(e);
          }
        });
  }

  /** The allocated file; if allocating failed before it is tried once more. */
  LogFile take() throws IOException {
    CompletableFuture<LogFile> next = prepared;
    prepared = null;
    if (next != null) {
      try {
        return next.join();
      } catch (CompletionException e) {
        LOG.info("allocating the next log segment again after: {}", e.getCause().toString());
      }
    }
    return allocate();
  }

  private LogFile allocate() throws IOException {
    takeSpare();
    return files.create(Segment.PREPARED, segmentBytes);
  }

  private synchronized void takeSpare() throws IOException {
    if (spare) {
      spare = false;
      files.rename(Segment.SPARE, Segment.PREPARED);
    }
  }

  /** Deletes a file whose entries are no longer part of the log, or keeps it as the spare one. */
  void delete(LogFile file) {
    background.execute(
        () -> {
          try {
            boolean fits = file.size() == segmentBytes;
            file.close();
            if (!fits || !keep(file.name())) {
              files.delete(file.name());
            }
          } catch (IOException e) {
            LOG.warn("could not delete {} in {}", file.name(), files.describe(), e);
          }
        });
  }

  /** Whether the file is the spare one now; there is room for one. */
  private synchronized boolean keep(String name) throws IOException {
    if (spare) {
      return false;
    }
    files.rename(name, Segment.SPARE);
    spare = true;
    return true;
  }

  void close() throws IOException {
    if (prepared != null) {
      try {
        prepared.join().close();
      } catch (CompletionException e) {
        LOG.debug("nothing was prepared", e);
      }
    }
  }
}
