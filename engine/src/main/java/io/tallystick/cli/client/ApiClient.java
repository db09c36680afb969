package io.tallystick.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.participant.signature.RequestSigner;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/**
 * Asks a server over HTTP. One call is one request; every failure is a {@code TallystickException}
 * whose kind says whether the request may have taken effect. Thread-safe.
 */
public final class ApiClient {
  /** Content type of transfer request records of 128 bytes each. */
  public static final String TRANSFERS_TYPE = "application/vnd.tallystick.transfers";

  /** How long to wait for a connection. */
  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** How long to wait for an answer. */
  public static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

  private static final String JSON_TYPE = "application/json";

  private final URI base;
  private final RequestSigner signer;
  private final HttpClient http;
  private final Duration answerTimeout;
  private final long requestTimeoutMs;

  /**
   * @param base such as {@code http://127.0.0.1:8080}
   */
  public ApiClient(URI base) {
    this(base, (RequestSigner) null);
  }

  /**
   * A client that signs every request.
   *
   * @param signer null for none
   */
  public ApiClient(URI base, RequestSigner signer) {
    this(base, builder(ANSWER_TIMEOUT).build(), ANSWER_TIMEOUT, 0, signer);
  }

  /**
   * @param answerTimeout how long to wait for an answer, and at most {@link #CONNECT_TIMEOUT} of it
   *     for the connection
   */
  public ApiClient(URI base, Duration answerTimeout) {
    this(base, builder(answerTimeout).build(), answerTimeout, 0, null);
  }

  /**
   * Over TLS with a caller's own trust and certificate.
   *
   * @param signer null for none
   */
  public ApiClient(URI base, SSLContext tls, RequestSigner signer) {
    this(base, builder(ANSWER_TIMEOUT).sslContext(tls).build(), ANSWER_TIMEOUT, 0, signer);
  }

  private ApiClient(
      URI base,
      HttpClient http,
      Duration answerTimeout,
      long requestTimeoutMs,
      RequestSigner signer) {
    this.base = base;
    this.signer = signer;
    this.http = http;
    this.answerTimeout = answerTimeout;
    this.requestTimeoutMs = requestTimeoutMs;
  }

  private static HttpClient.Builder builder(Duration answerTimeout) {
    boolean shorter = answerTimeout.compareTo(CONNECT_TIMEOUT) < 0;
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(shorter ? answerTimeout : CONNECT_TIMEOUT);
  }

  /** The same with a deadline that every submission names to the server, in milliseconds. */
  public ApiClient withRequestTimeout(long deadlineMs) {
    return new ApiClient(base, http, answerTimeout, deadlineMs, signer);
  }

  /** Where it asks. */
  public URI base() {
    return base;
  }

  /** Whether it signs what it asks. */
  public boolean signs() {
    return signer != null;
  }

  /** A path segment or query value, percent-encoded: names may hold {@code / : @}. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Reads.
   *
   * @param path with its query, such as {@code /v1/status}
   */
  public JsonNode get(String path) {
    HttpRequest request = request("GET", path, null, 0).header("Accept", JSON_TYPE).GET().build();
    return Json.parse(send(request, false), base);
  }

  /** Submits JSON. */
  public JsonNode post(String path, JsonNode body) {
    byte[] bytes = Json.bytes(body);
    HttpRequest request =
        request("POST", path, bytes, bytes.length)
            .header("Content-Type", JSON_TYPE)
            .header("Accept", JSON_TYPE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build();
    return Json.parse(send(request, true), base);
  }

  /**
   * Submits transfers as records.
   *
   * @param records {@code length} bytes from the beginning are sent
   * @return the rows that were not created
   */
  public BinaryResults postRecords(byte[] records, int length) {
    HttpRequest request =
        request("POST", "/v1/transfers", records, length)
            .header("Content-Type", TRANSFERS_TYPE)
            .header("Accept", BinaryResults.CONTENT_TYPE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(records, 0, length))
            .build();
    return BinaryResults.parse(send(request, true));
  }

  /** Removes. */
  public JsonNode delete(String path) {
    HttpRequest request =
        request("DELETE", path, null, 0).header("Accept", JSON_TYPE).DELETE().build();
    return Json.parse(send(request, true), base);
  }

  private HttpRequest.Builder request(String method, String path, byte[] body, int length) {
    URI uri = URI.create(base + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(answerTimeout);
    if (requestTimeoutMs != 0) {
      request.header("Request-Timeout", Long.toString(requestTimeoutMs));
    }
    if (signer != null) {
      String query = uri.getRawQuery();
      String target = uri.getRawPath() + (query == null ? "" : "?" + query);
      signer.sign(method, target, body, length).forEach(request::header);
    }
    return request;
  }

  private byte[] send(HttpRequest request, boolean submits) {
    HttpResponse<byte[]> response;
    try {
      response = http.send(request, BodyHandlers.ofByteArray());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "unreachable", "No server answers at " + base + ".", e);
    } catch (SSLHandshakeException e) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "tls_not_trusted",
          "No TLS connection to " + base + ": " + e.getMessage(),
          e);
    } catch (IOException e) {
      throw broken(e, submits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw broken(e, submits);
    }
    if (response.statusCode() / 100 != 2) {
      throw Problems.of(response.statusCode(), response.headers(), response.body(), base);
    }
    return response.body();
  }

  private TallystickException broken(Exception cause, boolean submits) {
    String what =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return submits
        ? TallystickException.of(
            ErrorKind.OUTCOME_UNKNOWN,
            "outcome_unknown",
            "The connection to " + base + " broke before the answer came: " + what + ".",
            cause)
        : TallystickException.of(
            ErrorKind.UNAVAILABLE,
            "connection_broken",
            "The connection to " + base + " broke: " + what + ".",
            cause);
  }
}
