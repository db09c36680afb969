package io.tallystick.api.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.api.Json;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A refusal as an RFC 9457 problem document. {@code code} is stable and made for programs; {@code
 * field}, {@code row}, {@code value} and {@code rule} say what broke which rule where they are
 * known. A stack trace is logged, never sent.
 *
 * @param status HTTP status
 * @param code stable, snake_case
 * @param detail one sentence for people
 * @param field the field, parameter or header, or null
 * @param row the row from 0, or {@link TallystickException#NO_ROW}
 * @param value the refused value, cut, or null
 * @param retryAfterMs 0 where a retry makes no sense
 * @param retrySafe whether to say that the same request may be sent again
 * @param more further members, or null
 */
public record Problem(
    int status,
    String code,
    String detail,
    String field,
    int row,
    String value,
    long retryAfterMs,
    boolean retrySafe,
    Json.Document more)
    implements Answer {

  /** {@code application/problem+json}. */
  public static final ContentType CONTENT_TYPE =
      MediaTypes.customWithFixedCharset(
              "application", "problem+json", HttpCharsets.UTF_8, Map.of(), false)
          .toContentType();

  private static final Logger LOG = LoggerFactory.getLogger(Problem.class);
  private static final int INTERNAL_STATUS = 500;
  private static final int UNAUTHENTICATED_STATUS = 401;
  private static final String CHALLENGE = "Signature realm=\"tallystick\"";
  private static final int MILLIS_PER_SECOND = 1_000;

  /** A problem about nothing in particular. */
  public static Problem of(int status, String code, String detail) {
    return new Problem(
        status, code, detail, null, TallystickException.NO_ROW, null, 0, false, null);
  }

  /** The problem that a failure stands for; unknown ones are logged and become a plain 500. */
  public static Problem from(Throwable failure) {
    Throwable cause = unwrap(failure);
    if (cause instanceof TallystickException e) {
      return from(e);
    }
    LOG.error("A request failed", cause);
    return of(INTERNAL_STATUS, "internal_error", "The server failed; its log says why.");
  }

  private static Problem from(TallystickException e) {
    if (e.kind() == ErrorKind.INTERNAL) {
      LOG.error("A request failed", e);
      return of(INTERNAL_STATUS, e.code(), "The server failed; its log says why.");
    }
    boolean retrySafe = e.kind() == ErrorKind.OUTCOME_UNKNOWN || e.retryAfterMs() > 0;
    return new Problem(
        status(e.kind()),
        e.code(),
        e.getMessage(),
        e.field(),
        e.row(),
        e.value(),
        e.retryAfterMs(),
        retrySafe,
        null);
  }

  /** The failure inside the wrappers of futures. */
  public static Throwable unwrap(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** The HTTP status of a kind of error. */
  public static int status(ErrorKind kind) {
    return switch (kind) {
      case INVALID -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case TOO_LARGE -> 413;
      case UNSUPPORTED -> 415;
      case UNPROCESSABLE -> 422;
      case TOO_MANY -> 429;
      case UNAVAILABLE -> 503;
      case OUTCOME_UNKNOWN -> 504;
      case DAMAGED, INTERNAL -> INTERNAL_STATUS;
    };
  }

  @Override
  public HttpResponse toResponse() {
    HttpResponse response = Answers.response(status, CONTENT_TYPE, Json.bytes(this::write));
    if (status == UNAUTHENTICATED_STATUS) {
      response = response.addHeader(RawHeader.create("WWW-Authenticate", CHALLENGE));
    }
    if (retryAfterMs > 0) {
      long seconds = (retryAfterMs + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND;
      return response.addHeader(RawHeader.create("Retry-After", Long.toString(seconds)));
    }
    return response;
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "about:blank");
    json.writeStringField("title", StatusTitles.of(status));
    json.writeNumberField("status", status);
    json.writeStringField("code", code);
    json.writeStringField("detail", detail);
    if (field != null) {
      json.writeStringField("field", field);
    }
    if (row != TallystickException.NO_ROW) {
      json.writeNumberField("row", row);
    }
    if (value != null) {
      json.writeStringField("value", value);
    }
    if (field != null) {
      json.writeStringField("rule", detail);
    }
    if (retryAfterMs > 0) {
      json.writeNumberField("retry_after_ms", retryAfterMs);
    }
    if (retrySafe) {
      json.writeBooleanField("retry_safe", true);
    }
    if (more != null) {
      more.writeTo(json);
    }
    json.writeEndObject();
  }
}
