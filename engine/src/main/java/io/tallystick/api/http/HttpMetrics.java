package io.tallystick.api.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Timings of every route by class of status, and counts of refusals by code. */
final class HttpMetrics {
  private static final int CLASSES = 6;
  private static final int CLASS_SIZE = 100;

  /** Upper bounds of the histogram's buckets, microseconds. */
  private static final long[] BUCKETS_MICROS = {
    250,
    500,
    1_000,
    2_500,
    5_000,
    10_000,
    15_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    30_000_000
  };

  private final MeterRegistry registry;
  private final Map<String, Counter> problems = new ConcurrentHashMap<>();

  HttpMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The timers of one route, by the first digit of the status; created when first used. */
  final class RouteTimers {
    private final String method;
    private final String template;
    private final Timer[] timers = new Timer[CLASSES];

    private RouteTimers(String method, String template) {
      this.method = method;
      this.template = template;
    }

    void record(int status, long nanos) {
      int group = Math.min(status / CLASS_SIZE, CLASSES - 1);
      Timer timer = timers[group];
      if (timer == null) {
        // A race registers the same timer twice, which the registry answers with the same one.
        timer = timer(group);
        timers[group] = timer;
      }
      timer.record(nanos, java.util.concurrent.TimeUnit.NANOSECONDS);
    }

    private Timer timer(int group) {
      Duration[] buckets = new Duration[BUCKETS_MICROS.length];
      for (int i = 0; i < buckets.length; i++) {
        buckets[i] = Duration.ofNanos(BUCKETS_MICROS[i] * 1_000);
      }
      return Timer.builder("tallystick.http.requests")
          .description("From the end of a request's head to its answer")
          .tag("method", method)
          .tag("path", template)
          .tag("status", group + "xx")
          .serviceLevelObjectives(buckets)
          .register(registry);
    }
  }

  RouteTimers route(String method, String template) {
    return new RouteTimers(method, template);
  }

  void problem(String code) {
    problems
        .computeIfAbsent(
            code,
            key ->
                Counter.builder("tallystick.http.problems")
                    .description("Requests answered with a problem document")
                    .tag("code", key)
                    .register(registry))
        .increment();
  }
}
