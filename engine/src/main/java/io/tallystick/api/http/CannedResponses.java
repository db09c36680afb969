package io.tallystick.api.http;

import akka.util.ByteString;
import java.nio.charset.StandardCharsets;

/** Whole responses for connections on which no request was read. */
final class CannedResponses {
  /** Written to connections past the bound. */
  static final ByteString CONNECTIONS_IN_USE =
      response(
          "503 Service Unavailable",
          "Retry-After: 1\r\n",
          "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
              + "\"code\":\"connections_in_use\",\"detail\":\"All connections are in use.\","
              + "\"retry_after_ms\":1000,\"retry_safe\":true}");

  /** Written where the head of the first request does not become whole in time. */
  static final ByteString HEAD_TIMEOUT =
      response(
          "408 Request Timeout",
          "",
          "{\"type\":\"about:blank\",\"title\":\"Request Timeout\",\"status\":408,"
              + "\"code\":\"head_timeout\","
              + "\"detail\":\"The request's head did not arrive in time.\"}");

  private CannedResponses() {}

  private static ByteString response(String status, String headers, String json) {
    return ByteString.fromString(
        "HTTP/1.1 "
            + status
            + "\r\n"
            + headers
            + "Connection: close\r\nContent-Type: application/problem+json\r\nContent-Length: "
            + json.getBytes(StandardCharsets.US_ASCII).length
            + "\r\n\r\n"
            + json,
        StandardCharsets.US_ASCII);
  }
}
