package io.tallystick.gatling.run;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.global;

import io.gatling.javaapi.core.Assertion;
import io.tallystick.gatling.settings.RunSettings;
import java.util.ArrayList;
import java.util.List;

/** What a run must hold; the build fails where it does not. */
public final class Bounds {
  private static final double P99 = 99.0;

  private final RunSettings run;
  private final List<Assertion> assertions = new ArrayList<>();

  /**
   * @param run whose p99Ms and failedPercent are the bounds
   */
  public Bounds(RunSettings run) {
    this.run = run;
  }

  /** Failures of all requests together. */
  public Bounds failures() {
    assertions.add(global().failedRequests().percent().lte(run.failedPercent()));
    return this;
  }

  /** The 99th percentile of all requests together. */
  public Bounds p99() {
    assertions.add(global().responseTime().percentile(P99).lt(run.p99Ms()));
    return this;
  }

  /** Failures of the requests of one name. */
  public Bounds failuresOf(String request) {
    assertions.add(details(request).failedRequests().percent().lte(run.failedPercent()));
    return this;
  }

  /** The 99th percentile of the requests of one name. */
  public Bounds p99Of(String request) {
    assertions.add(details(request).responseTime().percentile(P99).lt(run.p99Ms()));
    return this;
  }

  /** At least so many requests of one name succeed: a run that sent nothing proves nothing. */
  public Bounds atLeast(long count, String request) {
    assertions.add(details(request).successfulRequests().count().gte(count));
    return this;
  }

  public List<Assertion> assertions() {
    return List.copyOf(assertions);
  }
}
