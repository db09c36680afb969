package io.tallystick.api.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import io.tallystick.api.ApiSettings;
import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.member.Roles;
import io.tallystick.participant.Submitter;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** One request on its way through the server. */
public final class ApiRequest {
  /** Names the deadline of a request in milliseconds from its arrival. */
  public static final String TIMEOUT_HEADER = "Request-Timeout";

  private static final int TIMEOUT_DIGITS_MAX = 9;

  private final HttpRequest http;
  private final List<String> pathValues;
  private final long startNanos;
  private final CompletionStage<Void> clientLeft;
  private volatile long heldBytes;
  private volatile Submitter submitter;

  ApiRequest(
      HttpRequest http,
      List<String> pathValues,
      long startNanos,
      CompletionStage<Void> clientLeft) {
    this.http = http;
    this.pathValues = pathValues;
    this.startNanos = startNanos;
    this.clientLeft = clientLeft;
  }

  /** The request as Akka HTTP parsed it. */
  public HttpRequest http() {
    return http;
  }

  /** The decoded path segment that stands for the {@code index}-th placeholder of the route. */
  public String pathValue(int index) {
    return pathValues.get(index);
  }

  /** The query's parameters; any other than the named ones is refused. */
  public Parameters parameters(String... allowed) {
    return Parameters.of(http, allowed);
  }

  /** The value of a header, or null. */
  public String header(String name) {
    for (HttpHeader header : http.getHeaders()) {
      if (header.name().equalsIgnoreCase(name)) {
        return header.value();
      }
    }
    return null;
  }

  /** Completes when nothing more can come from the client. */
  public CompletionStage<Void> clientLeft() {
    return clientLeft;
  }

  /** {@link System#nanoTime()} when the request's head had been read. */
  public long startNanos() {
    return startNanos;
  }

  /**
   * The deadline that the request names, or the default, as {@link System#nanoTime()}; {@code
   * request_timeout_invalid} (INVALID) unless it is 1 … the largest allowed.
   */
  public long deadlineNanos(ApiSettings.Timeouts timeouts) {
    String text = header(TIMEOUT_HEADER);
    long timeoutMs = text == null ? timeouts.requestTimeoutMs() : timeoutMs(text, timeouts);
    return startNanos + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
  }

  private static long timeoutMs(String text, ApiSettings.Timeouts timeouts) {
    boolean digits =
        !text.isEmpty()
            && text.length() <= TIMEOUT_DIGITS_MAX
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    long timeoutMs = digits ? Long.parseLong(text) : 0;
    if (timeoutMs < 1 || timeoutMs > timeouts.requestTimeoutMsMax()) {
      throw TallystickException.field(
          ErrorKind.INVALID,
          "request_timeout_invalid",
          TIMEOUT_HEADER,
          text,
          TallystickException.NO_ROW,
          "milliseconds, 1 to " + timeouts.requestTimeoutMsMax());
    }
    return timeoutMs;
  }

  /** Who sent it; only once the gate has admitted it. */
  public Submitter submitter() {
    Submitter known = submitter;
    Checks.that(known != null, "a request is looked at once it is admitted");
    return known;
  }

  /** Fails with {@code role_missing} (FORBIDDEN) unless its sender has one of these roles. */
  public void require(int anyOf) {
    if (!submitter().may(anyOf)) {
      throw TallystickException.of(
          ErrorKind.FORBIDDEN,
          "role_missing",
          "This needs a key with the role "
              + String.join(" or ", Roles.names(anyOf | Roles.OPERATOR))
              + ".");
    }
  }

  void admitted(Submitter by) {
    submitter = by;
  }

  void holds(long bytes) {
    heldBytes = bytes;
  }

  long heldBytes() {
    return heldBytes;
  }
}
