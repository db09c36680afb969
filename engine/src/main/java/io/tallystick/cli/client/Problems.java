package io.tallystick.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.net.URI;
import java.net.http.HttpHeaders;

/** Turns an HTTP answer that is no success (RFC 9457 problem documents) into an error. */
final class Problems {
  private static final long MS_PER_SECOND = 1_000;

  private Problems() {}

  static TallystickException of(int status, HttpHeaders headers, byte[] body, URI base) {
    ErrorKind kind = kind(status);
    JsonNode problem = Json.parseOrNull(body);
    if (problem == null || !problem.isObject()) {
      return TallystickException.of(
          kind, "http_" + status, base + " answered with HTTP status " + status + ".");
    }
    String code = Json.text(problem, "code", "http_" + status);
    String message = Json.text(problem, "detail", Json.text(problem, "title", code));
    if (kind == ErrorKind.TOO_MANY || kind == ErrorKind.UNAVAILABLE) {
      return TallystickException.retry(kind, code, message, retryAfterMs(headers));
    }
    String rule = Json.text(problem, "rule", "");
    return TallystickException.field(
        kind,
        code,
        Json.text(problem, "field", null),
        Json.text(problem, "value", null),
        problem.path("row").asInt(TallystickException.NO_ROW),
        rule.isEmpty() || message.contains(rule) ? message : message + ": " + rule);
  }

  private static ErrorKind kind(int status) {
    return switch (status) {
      case 401 -> ErrorKind.UNAUTHENTICATED;
      case 403 -> ErrorKind.FORBIDDEN;
      case 404 -> ErrorKind.NOT_FOUND;
      case 413 -> ErrorKind.TOO_LARGE;
      case 415 -> ErrorKind.UNSUPPORTED;
      case 422 -> ErrorKind.UNPROCESSABLE;
      case 429 -> ErrorKind.TOO_MANY;
      case 504 -> ErrorKind.OUTCOME_UNKNOWN;
      default -> status >= 500 ? ErrorKind.UNAVAILABLE : ErrorKind.INVALID;
    };
  }

  private static long retryAfterMs(HttpHeaders headers) {
    String text = headers.firstValue("Retry-After").orElse("");
    return text.matches("[0-9]{1,6}") ? Long.parseLong(text) * MS_PER_SECOND : 0;
  }
}
