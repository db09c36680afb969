package io.tallystick.gatling.run;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.bodyLength;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import io.tallystick.gatling.transfer.BodyFormat;
import io.tallystick.gatling.transfer.Transfer;
import java.util.List;

/**
 * Requests that send the transfers which the session holds under a key. One is failed unless every
 * row answers {@code created}: a run uses each id once, and no rule refuses what simulations send.
 */
public final class TransferRequests {
  private static final String PATH = "/v1/transfers";
  private static final String CREATED = "\"result\":\"created\"";

  private final BodyFormat format;

  public TransferRequests(BodyFormat format) {
    this.format = format;
  }

  /**
   * @param name how the request is called in the report
   * @param key where the session has the {@code List<Transfer>}
   * @param rows how many transfers that list has
   */
  public HttpRequestActionBuilder post(String name, String key, int rows) {
    return http(name)
        .post(PATH)
        .header("Content-Type", format.contentType())
        .body(ByteArrayBody(session -> format.encode(session.<List<Transfer>>get(key))))
        .check(status().is(200), allCreated(rows));
  }

  /** A binary answer lists the rows that were not created; a JSON answer names every result. */
  private CheckBuilder allCreated(int rows) {
    return switch (format) {
      case BINARY -> bodyLength().is(0);
      case JSON -> substring(CREATED).count().is(rows);
    };
  }
}
