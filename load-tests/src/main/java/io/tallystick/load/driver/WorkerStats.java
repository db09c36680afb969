package io.tallystick.load.driver;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/**
 * What one connection measured. In the closed model a request counts where it was answered within
 * the steady window; in the open model where it was due within it, however late its answer came:
 * leaving out what is late would flatter the server. Throughput always counts answers that came
 * within the window.
 */
final class WorkerStats {
  /** Latencies above this are recorded as this, in microseconds. */
  static final long LATENCY_MAX_MICROS = 600_000_000L;

  private static final int SIGNIFICANT_DIGITS = 3;

  private final Window window;
  private final boolean open;
  private final Histogram latencyMicros = new Histogram(LATENCY_MAX_MICROS, SIGNIFICANT_DIGITS);
  private final Histogram readMicros = new Histogram(LATENCY_MAX_MICROS, SIGNIFICANT_DIGITS);
  private final Histogram lateStartMicros = new Histogram(LATENCY_MAX_MICROS, SIGNIFICANT_DIGITS);
  private final AtomicLongArray rowsBySecond;
  private final ResultCounts steadyResults = new ResultCounts();
  private final ResultCounts otherResults = new ResultCounts();
  private final Map<Integer, Long> statuses = new TreeMap<>();
  private long steadyRequests;
  private long steadyReads;
  private long connectionErrors;
  private long unanswered;

  WorkerStats(Window window, boolean open) {
    this.window = window;
    this.open = open;
    this.rowsBySecond = new AtomicLongArray(window.seconds());
  }

  /**
   * One answered request.
   *
   * @param meantNanos when it was meant to start
   * @param startNanos when it started
   * @param doneNanos when its answer was complete
   * @param rows its transfers; 0 of a read, which has a latency of its own
   */
  void answered(long meantNanos, long startNanos, long doneNanos, int rows) {
    boolean counts = window.steady(open ? meantNanos : doneNanos);
    if (counts) {
      (rows == 0 ? readMicros : latencyMicros).recordValue(micros(doneNanos - meantNanos));
      lateStartMicros.recordValue(micros(startNanos - meantNanos));
    }
    if (window.steady(doneNanos)) {
      steadyRequests++;
      steadyReads += rows == 0 ? 1 : 0;
    }
    int second = window.second(doneNanos);
    if (second < rowsBySecond.length()) {
      // One writer: a plain addition, published for the progress line.
      rowsBySecond.lazySet(second, rowsBySecond.get(second) + rows);
    }
  }

  /** Where to count the rows of an answer that came at {@code doneNanos}. */
  ResultCounts results(long doneNanos) {
    return window.steady(doneNanos) ? steadyResults : otherResults;
  }

  void status(int status) {
    statuses.merge(status, 1L, Long::sum);
  }

  void connectionError() {
    connectionErrors++;
  }

  /** A request that was given up without an answer. */
  void unanswered() {
    unanswered++;
  }

  private static long micros(long nanos) {
    return Math.min(LATENCY_MAX_MICROS, Math.max(0, nanos / 1_000));
  }

  long rowsInSecond(int second) {
    return second >= 0 && second < rowsBySecond.length() ? rowsBySecond.get(second) : 0;
  }

  Histogram latencyMicros() {
    return latencyMicros;
  }

  Histogram readMicros() {
    return readMicros;
  }

  Histogram lateStartMicros() {
    return lateStartMicros;
  }

  ResultCounts steadyResults() {
    return steadyResults;
  }

  ResultCounts otherResults() {
    return otherResults;
  }

  Map<Integer, Long> statuses() {
    return statuses;
  }

  long steadyRequests() {
    return steadyRequests;
  }

  /** Those of them that read. */
  long steadyReads() {
    return steadyReads;
  }

  long connectionErrors() {
    return connectionErrors;
  }

  long unansweredRequests() {
    return unanswered;
  }
}
