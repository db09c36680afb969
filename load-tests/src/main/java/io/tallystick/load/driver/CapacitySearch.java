package io.tallystick.load.driver;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.load.wire.SplitMix64;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Looks for the highest rate at which a server keeps its p99 below a bound, every request answered;
 * each step is a run of the open model. What saturated is read off the lowest rate that did not.
 */
final class CapacitySearch {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Seconds of a step's load before it is measured; the first has the run's own warm-up. */
  private static final int WARM_UP_OF_STEP = 2;

  private final DriverOptions options;
  private final Run run;
  private final PrintWriter people;

  CapacitySearch(DriverOptions options, Run run, PrintWriter people) {
    this.options = options;
    this.run = run;
    this.people = people;
  }

  /** Searches; the document for programs has {@code capacity_per_s} if some rate held the bound. */
  ObjectNode run(long seed) {
    CapacitySteps steps = new CapacitySteps(Math.max(options.firstRate(), least()), least());
    double bound = options.p99MsMax();
    ObjectNode found = MAPPER.createObjectNode();
    found.put("scenario", options.scenario.name());
    found.put("connections", options.connections());
    found.put("rows_per_request", options.rows());
    found.put("accounts", options.accounts());
    found.put("seconds", options.seconds());
    found.put("seed", seed);
    found.put("p99_ms_max", bound);
    ArrayNode tried = found.putArray("steps");
    options.quiet = true;
    double lowestBroken = Double.POSITIVE_INFINITY;
    for (OptionalDouble rate = steps.next(); rate.isPresent(); rate = steps.next()) {
      options.rate = rate.getAsDouble();
      RunReport report =
          new RunReport(options, seed, run.run(SplitMix64.derive(seed, tried.size())));
      options.warmUpSeconds = WARM_UP_OF_STEP;
      ObjectNode figures = report.json();
      String broken = broken(figures, report.clean(), bound);
      steps.tried(broken.isEmpty());
      if (!broken.isEmpty() && options.rate < lowestBroken) {
        lowestBroken = options.rate;
        found.set("limits", figures.path("limits"));
        found.set("server_threads", figures.path("server_threads"));
      }
      tried.add(step(figures, broken));
      tell(figures, broken);
    }
    if (steps.held() > 0) {
      found.put("capacity_per_s", Rounding.thousandths(steps.held()));
    }
    tellEnd(found, bound);
    return found;
  }

  /** One request in each second. */
  private double least() {
    return options.rows();
  }

  /** Why a step is above the capacity; empty if it is not. */
  private static String broken(ObjectNode figures, boolean clean, double bound) {
    if (!clean) {
      return "not every request was answered";
    }
    if (figures.path("latency_samples").asLong() == 0) {
      return "nothing was answered";
    }
    return figures.path("p99_ms").asDouble() > bound ? "p99 is above the bound" : "";
  }

  private static ObjectNode step(ObjectNode figures, String broken) {
    ObjectNode step = MAPPER.createObjectNode();
    for (String field :
        new String[] {
          "rate",
          "transfers_per_s",
          "p50_ms",
          "p99_ms",
          "p999_ms",
          "max_ms",
          "latency_samples",
          "journal_lag_at_end_mb",
          "server_cpu_cores",
          "cassandra_cpu_cores",
          "driver_cpu_cores",
          "others_cpu_cores",
          "limits"
        }) {
      if (figures.has(field)) {
        step.set(field, figures.path(field));
      }
    }
    step.put("held", broken.isEmpty());
    return broken.isEmpty() ? step : step.put("because", broken);
  }

  private void tell(ObjectNode figures, String broken) {
    line(
        "%,12.0f/s due  %,12.0f/s settled  p50 %8.2f ms  p99 %8.2f ms  max %8.2f ms  %s",
        options.rate,
        figures.path("transfers_per_s").asDouble(),
        figures.path("p50_ms").asDouble(),
        figures.path("p99_ms").asDouble(),
        figures.path("max_ms").asDouble(),
        broken.isEmpty() ? "held" : broken);
  }

  private void tellEnd(ObjectNode found, double bound) {
    if (found.has("capacity_per_s")) {
      line(
          "capacity: %,.0f transfers/s with p99 up to %.0f ms",
          found.path("capacity_per_s").asDouble(), bound);
    } else {
      line("no rate down to one request a second kept p99 up to %.0f ms", bound);
    }
    if (found.has("limits")) {
      line("above it:  %s", Saturation.inWords(found));
      line("server threads, in cores:  %s", found.path("server_threads"));
    } else {
      line("no rate was too high within %d steps", CapacitySteps.STEPS_MAX);
    }
  }

  private void line(String format, Object... values) {
    people.printf(Locale.ROOT, format + "%n", values);
    people.flush();
  }
}
