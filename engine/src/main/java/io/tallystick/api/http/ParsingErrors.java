package io.tallystick.api.http;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.settings.ServerSettings;

/**
 * Answers requests that Akka HTTP cannot even parse (bad request line, too long or too many
 * headers). Akka HTTP creates it by its class name.
 */
public final class ParsingErrors extends ParsingErrorHandler {
  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
    return Problem.of(status.intValue(), code(status.intValue()), error.summary()).toResponse();
  }

  private static String code(int status) {
    return switch (status) {
      case 408 -> "head_timeout";
      case 413 -> "body_too_large";
      case 414 -> "uri_too_long";
      case 431 -> "headers_too_large";
      case 501 -> "method_unknown";
      case 505 -> "http_version_unsupported";
      default -> "request_malformed";
    };
  }
}
