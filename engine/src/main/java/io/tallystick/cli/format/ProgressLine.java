package io.tallystick.cli.format;

import io.tallystick.cli.Console;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One line that is redrawn in place on a terminal, and a plain line now and then elsewhere.
 * Thread-safe.
 */
public final class ProgressLine implements AutoCloseable {
  /** Least time between two redraws. */
  public static final long REDRAW_MS = 100;

  /** Least time between two plain lines. */
  public static final long PLAIN_LINE_MS = 5_000;

  private static final int BAR_WIDTH = 24;
  private static final long NANOS_PER_MS = 1_000_000L;
  private static final String CLEAR_TO_END = "\u001b[K";

  private final Console console;
  private final LongSupplier nanoTime;
  private long lastNanos;
  private boolean drawn;

  /**
   * @param nanoTime clock as {@link System#nanoTime()}
   */
  public ProgressLine(Console console, LongSupplier nanoTime) {
    this.console = console;
    this.nanoTime = nanoTime;
    this.lastNanos = nanoTime.getAsLong() - REDRAW_MS * NANOS_PER_MS;
  }

  /** Shows the text if enough time has passed since the last one. */
  public synchronized void update(Supplier<String> text) {
    long now = nanoTime.getAsLong();
    long interval = (console.terminal() ? REDRAW_MS : PLAIN_LINE_MS) * NANOS_PER_MS;
    if (now - lastNanos >= interval) {
      lastNanos = now;
      show(text.get());
    }
  }

  /** Shows the text at once and ends the line. */
  public synchronized void finish(String text) {
    show(text);
    close();
  }

  /** Prints a line of its own above the progress. */
  public synchronized void note(String text) {
    if (drawn) {
      console.err().print("\r" + CLEAR_TO_END);
      drawn = false;
    }
    console.err().println(text);
    console.err().flush();
  }

  /** Leaves the line as it stands, so that what follows begins on a new one. */
  @Override
  public synchronized void close() {
    if (drawn) {
      console.err().println();
      console.err().flush();
      drawn = false;
    }
  }

  /** {@code [########----------------] 33 %}. */
  public static String bar(long done, long all) {
    double share = all <= 0 ? 0 : Math.min(1.0, (double) done / all);
    int full = (int) (share * BAR_WIDTH);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d %%",
        "#".repeat(full),
        "-".repeat(BAR_WIDTH - full),
        (int) (share * 100));
  }

  /** The time that is left at the pace so far; empty while it cannot be told. */
  public static String remaining(long done, long all, long elapsedNanos) {
    if (done <= 0 || all <= done || elapsedNanos < 1_000 * NANOS_PER_MS) {
      return "";
    }
    return ", "
        + Quantities.duration((long) ((double) elapsedNanos / done * (all - done)))
        + " left";
  }

  private void show(String text) {
    if (console.terminal()) {
      console.err().print("\r" + text + CLEAR_TO_END);
      drawn = true;
    } else {
      console.err().println(text);
    }
    console.err().flush();
  }
}
