package io.tallystick.load.driver;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * The figures of one run. Rates are of answers within the steady window; latencies are of whole
 * requests, retries included.
 */
final class RunReport {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<Double> PERCENTILES =
      List.of(
          0.0, 10.0, 25.0, 50.0, 75.0, 80.0, 90.0, 95.0, 98.0, 99.0, 99.5, 99.8, 99.9, 99.95, 99.99,
          99.999);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MICROS_PER_MS = 1e3;
  private static final double MICROS_PER_SECOND = 1e6;

  private final DriverOptions options;
  private final Run.Measured measured;
  private final long seed;
  private final Histogram latency;
  private final Histogram read;
  private final Histogram lateStart;
  private final ResultCounts steady = new ResultCounts();
  private final ResultCounts whole = new ResultCounts();
  private final Map<Integer, Long> statuses = new TreeMap<>();
  private long requests;
  private long reads;
  private long connectionErrors;
  private long unanswered;

  RunReport(DriverOptions options, long seed, Run.Measured measured) {
    this.options = options;
    this.seed = seed;
    this.measured = measured;
    latency = new Histogram(WorkerStats.LATENCY_MAX_MICROS, 3);
    read = new Histogram(WorkerStats.LATENCY_MAX_MICROS, 3);
    lateStart = new Histogram(WorkerStats.LATENCY_MAX_MICROS, 3);
    for (WorkerStats worker : measured.workers()) {
      latency.add(worker.latencyMicros());
      read.add(worker.readMicros());
      lateStart.add(worker.lateStartMicros());
      steady.add(worker.steadyResults());
      whole.add(worker.steadyResults());
      whole.add(worker.otherResults());
      worker.statuses().forEach((status, count) -> statuses.merge(status, count, Long::sum));
      requests += worker.steadyRequests();
      reads += worker.steadyReads();
      connectionErrors += worker.connectionErrors();
      unanswered += worker.unansweredRequests();
    }
  }

  /** Whether every request was answered 200 in the end. */
  boolean clean() {
    return unanswered == 0
        && statuses.keySet().stream().noneMatch(s -> s != 200 && s != 429 && s != 503 && s != 504);
  }

  ObjectNode json() {
    ObjectNode root = MAPPER.createObjectNode();
    addInput(root);
    double seconds = measured.window().steadySeconds();
    root.put("transfers_per_s", Rounding.thousandths(steady.created() / seconds));
    root.put(
        "rows_per_s", Rounding.thousandths((steady.created() + steady.refusedRows()) / seconds));
    root.put("requests_per_s", Rounding.thousandths(requests / seconds));
    addLatency(root);
    if (options.scenario.reads()) {
      root.put("reads_per_s", Rounding.thousandths(reads / seconds));
      root.put("read_p50_ms", ms(read.getValueAtPercentile(50)));
      root.put("read_p99_ms", ms(read.getValueAtPercentile(99)));
      root.put("read_max_ms", ms(read.getMaxValue()));
    }
    addAnswers(root);
    addHeights(root);
    addProcesses(root);
    ArrayNode perSecond = root.putArray("transfers_by_second");
    for (int second = 0; second < measured.window().seconds(); second++) {
      perSecond.add(measured.progress().rows(second));
    }
    new SecondFigures(measured).addTo(root.putArray("by_second"));
    new Saturation(measured).addTo(root);
    return root;
  }

  private void addInput(ObjectNode root) {
    root.put("scenario", options.scenario.name());
    root.put("model", options.open() ? "open" : "closed");
    if (options.open()) {
      root.put("rate", options.rate);
    }
    root.put("signed", options.signed());
    if (options.nodes() > 1) {
      root.put("nodes", options.nodes());
    }
    root.put("connections", options.connections());
    root.put("rows_per_request", options.rows());
    root.put("accounts", options.accounts());
    root.put("ids", options.ids.name());
    root.put("seed", seed);
    root.put("warm_up_s", options.warmUpSeconds);
    root.put("seconds", options.seconds());
  }

  private void addLatency(ObjectNode root) {
    root.put("mean_ms", ms(latency.getMean()));
    root.put("p50_ms", ms(latency.getValueAtPercentile(50)));
    root.put("p90_ms", ms(latency.getValueAtPercentile(90)));
    root.put("p99_ms", ms(latency.getValueAtPercentile(99)));
    root.put("p999_ms", ms(latency.getValueAtPercentile(99.9)));
    root.put("max_ms", ms(latency.getMaxValue()));
    root.put("latency_samples", latency.getTotalCount());
    ArrayNode percentiles = root.putArray("latency_percentiles");
    for (double percentile : PERCENTILES) {
      percentiles
          .addObject()
          .put("percentile", percentile)
          .put("ms", ms(latency.getValueAtPercentile(percentile)));
    }
    if (options.open()) {
      root.put("late_start_p99_ms", ms(lateStart.getValueAtPercentile(99)));
    }
  }

  private void addAnswers(ObjectNode root) {
    root.put("created", whole.created());
    ObjectNode refused = root.putObject("refused");
    whole.refused().forEach(refused::put);
    ObjectNode http = root.putObject("http_statuses");
    statuses.forEach((status, count) -> http.put(Integer.toString(status), count));
    root.put("connection_errors", connectionErrors);
    root.put("unanswered_requests", unanswered);
  }

  private void addHeights(ObjectNode root) {
    NodeStatus before = measured.statusBefore();
    NodeStatus after = measured.statusAfter();
    if (before != null) {
      root.put("settled_height_before", before.settledHeight());
      root.put("journalled_height_before", before.journalledHeight());
    }
    if (after != null) {
      root.put("settled_height_after", after.settledHeight());
      root.put("journalled_height_after", after.journalledHeight());
      root.put("journal", after.journal());
      root.put("journal_lag_at_end", after.journalLagBatches());
      root.put("journal_lag_at_end_mb", mib(after.journalLagBytes()));
    }
    root.put("journal_lag_max", measured.progress().lagBatchesMax());
    root.put("journal_lag_max_mb", mib(measured.progress().lagBytesMax()));
    if (measured.journalCatchUpMs() >= 0) {
      root.put("journal_catch_up_ms", measured.journalCatchUpMs());
    }
  }

  private void addProcesses(ObjectNode root) {
    ServerMeter.Reading before = measured.before();
    ServerMeter.Reading after = measured.after();
    double seconds = (after.nanos() - before.nanos()) / NANOS_PER_SECOND;
    double driver = (after.driverCpuNanos() - before.driverCpuNanos()) / NANOS_PER_SECOND;
    root.put("driver_cpu_s", Rounding.thousandths(driver));
    root.put("driver_cpu_cores", Rounding.thousandths(driver / seconds));
    root.put("driver_cpu_us_per_request", perRequest(driver));
    addProcess(root, "server", before.server(), after.server(), seconds);
    addProcess(root, "cassandra", before.cassandra(), after.cassandra(), seconds);
    root.put("machine_cores", Runtime.getRuntime().availableProcessors());
    root.put("driver_java", System.getProperty("java.vm.version"));
  }

  /** Processor time for each request that was answered in the window, in microseconds. */
  private double perRequest(double cpuSeconds) {
    return requests == 0 ? 0 : Rounding.thousandths(cpuSeconds * MICROS_PER_SECOND / requests);
  }

  private void addProcess(
      ObjectNode root, String name, ProcessUse before, ProcessUse after, double seconds) {
    long nanos = after.cpuNanosSince(before);
    if (nanos != ProcessUse.UNKNOWN) {
      root.put(name + "_cpu_s", Rounding.thousandths(nanos / NANOS_PER_SECOND));
      root.put(name + "_cpu_cores", Rounding.thousandths(nanos / NANOS_PER_SECOND / seconds));
      root.put(name + "_cpu_us_per_request", perRequest(nanos / NANOS_PER_SECOND));
    }
    if (after.residentBytes() != ProcessUse.UNKNOWN) {
      root.put(name + "_rss_mb", mib(after.residentBytes()));
      root.put(name + "_rss_peak_mb", mib(after.residentBytesPeak()));
    }
  }

  private static double ms(double micros) {
    return Math.round(micros) / MICROS_PER_MS;
  }

  private static double mib(long bytes) {
    return Math.round(bytes / Rounding.MIB * 10) / 10.0;
  }
}
