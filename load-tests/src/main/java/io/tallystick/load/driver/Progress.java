package io.tallystick.load.driver;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints one line each second while a run lasts, and keeps the samples of the journal's lag. */
final class Progress {
  private final PrintWriter out;
  private final boolean quiet;
  private final Window window;
  private final List<WorkerStats> workers;
  private long lagBytesMax;
  private long lagBatchesMax;

  Progress(PrintWriter out, boolean quiet, Window window, List<WorkerStats> workers) {
    this.out = out;
    this.quiet = quiet;
    this.window = window;
    this.workers = workers;
  }

  /** The second that has just ended, and the status at its end (null if there was no answer). */
  void second(int second, NodeStatus status) {
    if (status != null) {
      lagBytesMax = Math.max(lagBytesMax, status.journalLagBytes());
      lagBatchesMax = Math.max(lagBatchesMax, status.journalLagBatches());
    }
    if (quiet) {
      return;
    }
    boolean warm = second < (window.steadyNanos() - window.startNanos()) / Window.NANOS_PER_SECOND;
    out.printf(
        Locale.ROOT,
        "%4d s %s %,12d transfers/s%s%n",
        second + 1,
        warm ? "warm-up" : "steady ",
        rows(second),
        status == null
            ? "  no status"
            : String.format(
                Locale.ROOT,
                "  settled %,d  journalled %,d  lag %,d batches %.1f MiB",
                status.settledHeight(),
                status.journalledHeight(),
                status.journalLagBatches(),
                status.journalLagBytes() / Rounding.MIB));
    out.flush();
  }

  long rows(int second) {
    return workers.stream().mapToLong(worker -> worker.rowsInSecond(second)).sum();
  }

  long lagBytesMax() {
    return lagBytesMax;
  }

  long lagBatchesMax() {
    return lagBatchesMax;
  }
}
