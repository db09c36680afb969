package io.tallystick.api.endpoint;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tallystick.api.http.Answers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A node's meters in Prometheus' text format. */
public final class MetricsText {
  private static final int OK = 200;

  private static final ContentType PROMETHEUS =
      MediaTypes.customWithFixedCharset(
              "text", "plain", HttpCharsets.UTF_8, Map.of("version", "0.0.4"), false)
          .toContentType();

  private MetricsText() {}

  /** As they stand now. */
  public static HttpResponse of(PrometheusMeterRegistry registry) {
    return Answers.response(OK, PROMETHEUS, registry.scrape().getBytes(StandardCharsets.UTF_8));
  }
}
