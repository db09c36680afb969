package io.tallystick.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slow, broken and rude connections end by themselves and cost nobody else anything. */
final class SlowClientsTest {
  private static final long HEAD_TIMEOUT_MS = 1_500;
  private static final long BODY_TIMEOUT_MS = 1_500;
  private static final int CONNECTIONS_MAX = 40;
  private static final String ROW =
      "{\"id\":\"%s\",\"debit_account_id\":\"customer:1\",\"credit_account_id\":\"nostro:YZ\","
          + "\"amount\":\"5\",\"ledger\":\"EUR\",\"code\":1}";

  private final List<Socket> sockets = new ArrayList<>();
  private ServerUnderTest server;

  @BeforeEach
  void start() throws Exception {
    server =
        new ServerUnderTest(
            ApiSettings.development(0)
                .withLimits(new ApiSettings.Limits(CONNECTIONS_MAX, 1 << 20, 4 << 20, 1_000, 100))
                .withTimeouts(
                    new ApiSettings.Timeouts(
                        2_000, 3_000, 500, HEAD_TIMEOUT_MS, BODY_TIMEOUT_MS, 60_000, 500)));
    server.addAccounts();
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  private Socket open(String bytes) throws IOException {
    Socket socket = server.socket();
    sockets.add(socket);
    write(socket, bytes);
    return socket;
  }

  private static void write(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  private static String all(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException e) {
      return "reset";
    }
  }

  private String head(int contentLength) {
    return "POST /v1/transfers HTTP/1.1\r\nHost: 127.0.0.1:"
        + server.port
        + "\r\nContent-Type: application/json\r\nContent-Length: "
        + contentLength
        + "\r\n\r\n";
  }

  private void othersAreServed(String id) throws Exception {
    assertThat(server.post("/v1/transfers", ROW.formatted(id)).statusCode()).isEqualTo(200);
  }

  @Test
  void a_head_that_comes_byte_by_byte_ends_at_its_deadline() throws Exception {
    long start = System.nanoTime();
    Socket slow = open("GET /v1/status HTTP/1.1\r\nHost: 127.0.0.1:" + server.port + "\r\nX: ");
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return all(slow);
              } catch (IOException e) {
                return "closed";
              }
            });
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              try {
                write(slow, "a");
              } catch (SocketException e) {
                return true;
              }
              return answer.isDone();
            });
    assertThat((System.nanoTime() - start) / 1_000_000).isBetween(HEAD_TIMEOUT_MS, 10_000L);
    othersAreServed("a");
  }

  @Test
  void a_connection_between_requests_is_not_under_the_heads_deadline() throws Exception {
    String request = "GET /health/live HTTP/1.1\r\nHost: 127.0.0.1:" + server.port + "\r\n\r\n";
    Socket calm = open(request);
    readUntil(calm, "\"live\"}");
    long until = System.nanoTime() + Duration.ofMillis(3 * HEAD_TIMEOUT_MS).toNanos();
    await().atMost(Duration.ofSeconds(10)).until(() -> System.nanoTime() > until);
    write(calm, request);
    readUntil(calm, "\"live\"}");
  }

  @Test
  void a_body_that_does_not_come_is_answered_408_and_never_enters() throws Exception {
    int before = server.engine.submitted.size();
    Socket slow = open(head(100) + "[{\"id\":");
    othersAreServed("b");
    String answer = all(slow);
    assertThat(answer).startsWith("HTTP/1.1 408 ").contains("\"body_timeout\"");
    assertThat(server.engine.submitted).hasSize(before + 1);
  }

  @Test
  void many_half_sent_bodies_hold_nobody_up() throws Exception {
    for (int i = 0; i < CONNECTIONS_MAX - 5; i++) {
      open(head(1_000_000) + "[".repeat(50_000));
    }
    for (int i = 0; i < 20; i++) {
      othersAreServed("c-" + i);
    }
  }

  @Test
  void a_client_that_closed_its_half_still_gets_its_answer() throws Exception {
    String row = ROW.formatted("h");
    Socket half = open(head(row.length()) + row);
    half.shutdownOutput();
    assertThat(all(half)).startsWith("HTTP/1.1 200 ").contains("\"created\"");
  }

  @Test
  void a_reset_in_mid_body_frees_the_connection_and_enters_nothing() throws Exception {
    int before = server.engine.submitted.size();
    for (int i = 0; i < 10; i++) {
      Socket rude = open(head(100_000) + "[".repeat(50_000));
      rude.setSoLinger(true, 0);
      rude.close();
    }
    othersAreServed("r");
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              String metrics = server.registry.scrape();
              assertThat(metrics).contains("tallystick_http_body_bytes 0.0");
              assertThat(metrics).contains("tallystick_http_requests_in_flight 0.0");
            });
    assertThat(server.engine.submitted).hasSize(before + 1);
  }

  @Test
  void a_client_that_leaves_while_its_body_settles_costs_nothing() throws Exception {
    CompletableFuture<io.tallystick.ring.Outcome> pending = new CompletableFuture<>();
    server.engine.intake = body -> pending;
    String row = ROW.formatted("gone");
    Socket gone = open(head(row.length()) + row);
    await().until(() -> server.engine.submitted.stream().anyMatch(b -> b.rows() == 1));
    gone.setSoLinger(true, 0);
    gone.close();
    server.engine.intake = null;
    othersAreServed("stays");
    pending.completeExceptionally(new IllegalStateException("too late to matter"));
    othersAreServed("stays-2");
  }

  @Test
  void a_body_of_chunks_is_taken_too() throws Exception {
    String row = ROW.formatted("chunks");
    StringBuilder request =
        new StringBuilder(
            head(0)
                .replace(
                    "Content-Length: 0\r\n",
                    "Transfer-Encoding: chunked\r\nConnection: close\r\n"));
    for (int i = 0; i < row.length(); i += 10) {
      String part = row.substring(i, Math.min(row.length(), i + 10));
      request.append(Integer.toHexString(part.length())).append("\r\n").append(part).append("\r\n");
    }
    assertThat(server.raw(request.append("0\r\n\r\n").toString()))
        .startsWith("HTTP/1.1 200 ")
        .contains("\"created\"");
  }

  @Test
  void connections_past_the_bound_are_told_so() throws Exception {
    for (int i = 0; i < CONNECTIONS_MAX; i++) {
      open("");
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                server.registry.get("tallystick.http.connections").gauge().value()
                    >= CONNECTIONS_MAX);
    Socket last = open("");
    String answer = all(last);
    assertThat(answer)
        .startsWith("HTTP/1.1 503 ")
        .contains("Retry-After: 1")
        .contains("\"connections_in_use\"");
    for (Socket socket : sockets) {
      socket.close();
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .ignoreExceptions()
        .untilAsserted(() -> othersAreServed("z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NONSENSE                                             | 408 | head_timeout
          GET / HTTP/9.9                                       | 505 | http_version_unsupported
          GET /%zz HTTP/1.1                                    | 400 | request_malformed
          GET / HTTP/1.1;;Host: 127.0.0.1                      | 400 | request_malformed
          BREW /v1/transfers HTTP/1.1;Host: HOST               | 501 | method_unknown
          GET /LONG HTTP/1.1;Host: HOST                        | 414 | uri_too_long
          GET / HTTP/1.1;Host: HOST;X: LONG                    | 431 | headers_too_large
          GET / HTTP/1.1;Host: HOST;MANY                       | 400 | request_malformed
          POST /v1/transfers HTTP/1.1;Host: HOST;Content-Length: x | 400 | request_malformed
          """)
  void what_is_not_http_gets_a_problem_document_too(String request, int status, String code)
      throws Exception {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      many.append(i == 0 ? "" : "\r\n").append("X-").append(i).append(": 1");
    }
    String answer =
        server.raw(
            request
                    .replace(";", "\r\n")
                    .replace("HOST", "127.0.0.1:" + server.port)
                    .replace("LONG", "a".repeat(9_000))
                    .replace("MANY", many)
                + "\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer).contains("application/problem+json").contains("\"code\":\"" + code + "\"");
  }

  private static void readUntil(Socket socket, String end) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("closed after: " + text);
      }
      text.append((char) b);
    }
  }
}
