package io.tallystick.load.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Writes the heads of HTTP/1.1 requests. */
public final class RequestHead {
  /** Media type of JSON bodies. */
  public static final String JSON = "application/json";

  /** Media type of 128-byte transfer requests. */
  public static final String TRANSFERS = "application/vnd.tallystick.transfers";

  /** Media type of the binary answer: only the rows that are not {@code created}. */
  public static final String RESULTS = "application/vnd.tallystick.results";

  private RequestHead() {}

  /** The head of a GET of {@code path}, complete with its empty line. */
  public static byte[] get(URI server, String path) {
    return bytes("GET " + path + " HTTP/1.1\r\nHost: " + host(server) + "\r\nAccept: */*\r\n\r\n");
  }

  /** The head of a POST of a body of {@code bodyBytes} bytes, complete with its empty line. */
  public static byte[] post(
      URI server, String path, String contentType, String accept, int bodyBytes) {
    return bytes(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: "
            + host(server)
            + "\r\nContent-Type: "
            + contentType
            + "\r\nAccept: "
            + accept
            + "\r\nContent-Length: "
            + bodyBytes
            + "\r\n\r\n");
  }

  private static String host(URI server) {
    return server.getPort() < 0 ? server.getHost() : server.getHost() + ":" + server.getPort();
  }

  private static byte[] bytes(String head) {
    return head.getBytes(StandardCharsets.US_ASCII);
  }
}
