package io.tallystick.config.tls;

import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A context of TLS from files. Files that change are read again, so that a renewed certificate
 * needs no restart; while the new ones cannot be used the old ones stay. Thread-safe.
 */
final class RenewedContext {
  /** How often the files are looked at. */
  static final long LOOK_NANOS = 30_000_000_000L;

  private static final Logger LOG = LoggerFactory.getLogger(RenewedContext.class);

  private final List<Path> files;
  private final Supplier<SSLContext> read;
  private final LongSupplier nanoTime;
  private SSLContext context;
  private List<FileTime> times;
  private long lookedNanos;

  /** Reads the files; fails as {@code read} does. */
  RenewedContext(List<Path> files, Supplier<SSLContext> read, LongSupplier nanoTime) {
    this.files = List.copyOf(files);
    this.read = read;
    this.nanoTime = nanoTime;
    this.times = modified();
    this.context = read.get();
    this.lookedNanos = nanoTime.getAsLong();
  }

  /** The context of the files as they are, or were when they could last be used. */
  synchronized SSLContext current() {
    long now = nanoTime.getAsLong();
    if (now - lookedNanos >= LOOK_NANOS) {
      lookedNanos = now;
      readAgain();
    }
    return context;
  }

  private void readAgain() {
    List<FileTime> found = modified();
    if (found.equals(times)) {
      return;
    }
    try {
      context = read.get();
      times = found;
      LOG.info("The TLS files {} were read again", files);
    } catch (TallystickException problem) {
      // A half-written pair is whole at the next look.
      LOG.warn("The changed TLS files are not used: {}", problem.getMessage());
    }
  }

  private List<FileTime> modified() {
    List<FileTime> found = new ArrayList<>();
    for (Path file : files) {
      try {
        found.add(Files.getLastModifiedTime(file));
      } catch (IOException gone) {
        found.add(FileTime.fromMillis(0));
      }
    }
    return found;
  }
}
