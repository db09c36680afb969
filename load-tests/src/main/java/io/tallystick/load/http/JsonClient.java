package io.tallystick.load.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.participant.signature.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks the server for JSON, for everything that is not on a measured path. */
public final class JsonClient implements AutoCloseable {
  /** Status and JSON body of an answer; the body is missing where it is not JSON. */
  public record Answer(int status, JsonNode body, long retryAfterMs) {
    /** Whether the server did what was asked. */
    public boolean ok() {
      return status == OK;
    }
  }

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int OK = 200;

  /** A machine that is starved answers reads late; one that does not answer at all is a finding. */
  private static final int TRIES_AGAIN_MAX = 20;

  private final URI server;
  private final RequestSigner signer;
  private final HttpConnection connection;

  /** Asks without a signature. */
  public JsonClient(URI server) {
    this(server, null);
  }

  /**
   * Asks with signatures.
   *
   * @param signer what signs; null for requests without a signature
   */
  public JsonClient(URI server, RequestSigner signer) {
    this.server = server;
    this.signer = signer;
    this.connection = new HttpConnection(server);
  }

  /** Gets a path whatever the status. */
  public Answer get(String path) throws IOException {
    Map<String, String> signed = signer == null ? Map.of() : signer.sign("GET", path);
    return answer(connection.exchange(ByteBuffer.wrap(RequestHead.get(server, path, signed))));
  }

  /** Gets a path as text; empty where the status is not 200. */
  public Optional<String> text(String path) throws IOException {
    Map<String, String> signed = signer == null ? Map.of() : signer.sign("GET", path);
    ResponseParser response =
        connection.exchange(ByteBuffer.wrap(RequestHead.get(server, path, signed)));
    return response.status() == OK ? Optional.of(response.bodyText()) : Optional.empty();
  }

  /** Gets a path that must be there; where the server says to try again, it is tried again. */
  public JsonNode require(String path) throws IOException {
    Answer answer = get(path);
    for (int again = 0; answer.retryAfterMs() > 0 && again < TRIES_AGAIN_MAX; again++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(answer.retryAfterMs()));
      answer = get(path);
    }
    if (!answer.ok()) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "unexpected_status",
          "GET " + path + " answered " + answer.status() + " " + answer.body());
    }
    return answer.body();
  }

  /** Posts JSON text whatever the status. */
  public Answer post(String path, byte[] json) throws IOException {
    Map<String, String> signed =
        signer == null ? Map.of() : signer.sign("POST", path, json, json.length);
    byte[] head =
        RequestHead.post(server, path, RequestHead.JSON, RequestHead.JSON, json.length, signed);
    ByteBuffer request = ByteBuffer.allocate(head.length + json.length);
    return answer(connection.exchange(request.put(head).put(json).flip()));
  }

  /** Posts JSON text whatever the status. */
  public Answer post(String path, String json) throws IOException {
    return post(path, json.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer answer(ResponseParser response) {
    JsonNode body;
    try {
      body = MAPPER.readTree(response.body(), 0, response.bodyLength());
    } catch (IOException e) {
      body = MissingNode.getInstance();
    }
    return new Answer(response.status(), body, response.retryAfterMs());
  }

  /** The connection, for a watchdog. */
  public HttpConnection connection() {
    return connection;
  }

  @Override
  public void close() {
    connection.close();
  }
}
