package io.tallystick.load.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes the heads of HTTP/1.1 requests. */
public final class RequestHead {
  /** Media type of JSON bodies. */
  public static final String JSON = "application/json";

  /** Media type of 128-byte transfer requests. */
  public static final String TRANSFERS = "application/vnd.tallystick.transfers";

  /** Media type of the binary answer: only the rows that are not {@code created}. */
  public static final String RESULTS = "application/vnd.tallystick.results";

  /** Where transfers are posted to. */
  public static final String PATH = "/v1/transfers";

  private RequestHead() {}

  /** The head of a GET of {@code path} with more headers, complete with its empty line. */
  public static byte[] get(URI server, String path, Map<String, String> more) {
    return bytes(
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + host(server)
            + "\r\nAccept: */*\r\n"
            + lines(more)
            + "\r\n");
  }

  /** The head of a POST of a body of {@code bodyBytes} bytes, complete with its empty line. */
  public static byte[] post(
      URI server, String path, String contentType, String accept, int bodyBytes) {
    return post(server, path, contentType, accept, bodyBytes, Map.of());
  }

  /** The same with more headers. */
  public static byte[] post(
      URI server,
      String path,
      String contentType,
      String accept,
      int bodyBytes,
      Map<String, String> more) {
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
            + "\r\n"
            + lines(more)
            + "\r\n");
  }

  /** Headers as they stand in a head. */
  public static String lines(Map<String, String> headers) {
    StringBuilder text = new StringBuilder();
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    return text.toString();
  }

  private static String host(URI server) {
    return server.getPort() < 0 ? server.getHost() : server.getHost() + ":" + server.getPort();
  }

  private static byte[] bytes(String head) {
    return head.getBytes(StandardCharsets.US_ASCII);
  }
}
