package io.tallystick.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.ActorSystem;
import com.typesafe.config.ConfigFactory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tallystick.api.endpoint.ReplicaClient;
import io.tallystick.ring.Body;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.concurrent.Await;

/** A gateway's HTTP server in front of a replica's. */
class GatewayApiTest {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private volatile List<URI> urls = List.of();
  private ServerUnderTest replica;
  private ActorSystem system;
  private ApiServer gateway;

  @BeforeEach
  void start() throws Exception {
    replica = ServerUnderTest.withAccounts();
    urls = List.of(url(replica.port));
    system =
        ActorSystem.create(
            "gateway-test",
            ConfigFactory.parseString("akka.loglevel=WARNING, akka.stdout-loglevel=WARNING")
                .withFallback(ConfigFactory.load()));
    ApiSettings settings =
        ApiSettings.development(0).withStreams(new ApiSettings.Streams(2, 64, 15_000));
    gateway =
        ApiServer.startGateway(
                system,
                settings,
                replica.engine,
                replica.engine,
                () -> urls,
                new ReplicaClient(system, settings, false, Optional.empty()),
                registry)
            .toCompletableFuture()
            .join();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.stop().toCompletableFuture().join();
    Await.ready(
        system.terminate(), scala.concurrent.duration.Duration.create(20, TimeUnit.SECONDS));
    replica.close();
  }

  private static URI url(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static URI nobody() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return url(free.getLocalPort());
    }
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url(gateway.address().getPort()) + path))
            .timeout(Duration.ofSeconds(20));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String json) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url(gateway.address().getPort()) + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String code(HttpResponse<String> response) throws IOException {
    return ServerUnderTest.json(response).get("code").asText();
  }

  private static String transfer(String id) {
    return "{\"id\":\""
        + id
        + "\",\"debit_account_id\":\"customer:1\",\"amount\":\"5\","
        + "\"credit_account_id\":\"nostro:YZ\",\"ledger\":\"EUR\",\"code\":1}";
  }

  @Test
  void readsComeFromTheReplicaAsItGivesThem() throws Exception {
    assertThat(post("/v1/accounts", "{\"id\":\"a/b\",\"ledger\":\"EUR\",\"code\":1}").body())
        .contains("created");
    assertThat(post("/v1/transfers", transfer("t-0")).body()).contains("created");
    for (String path :
        List.of(
            "/v1/ledgers",
            "/v1/accounts?ledger=EUR&limit=2",
            "/v1/accounts/customer:1",
            "/v1/accounts/customer%3A1?consistency=local",
            "/v1/accounts/a%2Fb",
            "/v1/accounts/customer:1/transfers?from=2026-01-01T00%3A00%3A00%2B01%3A00",
            "/v1/accounts/customer:1/balances",
            "/v1/transfers?ledger=EUR",
            "/v1/transfers/t-0",
            "/v1/transfers/t-0/proof",
            "/v1/batches?after=1",
            "/v1/batches/1",
            "/v1/batches/1/records",
            "/v1/accounts/nobody",
            "/v1/accounts/%20",
            "/v1/accounts?nonsense=%26%3D%C3%BC",
            "/v1/transfers?cursor=a%2Bb+c",
            "/v1/batches/x")) {
      HttpResponse<String> own = replica.get(path);
      HttpResponse<String> passed = get(path);
      assertThat(passed.statusCode()).as(path).isEqualTo(own.statusCode());
      assertThat(passed.body()).as(path).isEqualTo(own.body());
      for (String header : List.of("Content-Type", "Tallystick-Height", "Retry-After")) {
        assertThat(passed.headers().firstValue(header))
            .as(path + " " + header)
            .isEqualTo(own.headers().firstValue(header));
      }
    }
    assertThat(get("/v1/accounts/customer:1").headers().firstValue("Tallystick-Height"))
        .isPresent();
  }

  @Test
  void bodiesAreTakenHere() throws Exception {
    assertThat(post("/v1/transfers", transfer("t-1")).statusCode()).isEqualTo(200);
    assertThat(replica.engine.submitted).hasSize(3);
    assertThat(post("/v1/transfers", "[{").statusCode()).isEqualTo(400);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/metrics").body()).contains("tallystick_http_requests");
    assertThat(get("/v1/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void aLargeAnswerComesWhole() throws Exception {
    byte[] records = new byte[Body.ROWS_MAX * Body.RECORD_BYTES];
    for (int row = 0; row < Body.ROWS_MAX; row++) {
      records[row * Body.RECORD_BYTES] = (byte) (row + 1);
      records[row * Body.RECORD_BYTES + 1] = (byte) ((row + 1) >> 8);
    }
    replica.postBinary("/v1/transfers", records);
    HttpResponse<String> own = replica.get("/v1/batches/3/records");
    assertThat(own.body().length()).isGreaterThan(1 << 20);
    assertThat(get("/v1/batches/3/records").body()).isEqualTo(own.body());
  }

  @Test
  void aReplicaThatIsNotThereIsFollowedByTheNext() throws Exception {
    urls = List.of(nobody(), url(replica.port));
    for (int i = 0; i < 5; i++) {
      assertThat(get("/v1/ledgers").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aSingleGoesToTheNextReplicaOnlyIfTheFirstCertainlyDidNotGetIt() throws Exception {
    urls = List.of(nobody(), url(replica.port));
    assertThat(post("/v1/transfers", transfer("p-1")).body()).contains("created");
    int before = replica.engine.submitted.size();
    try (ServerSocket dying = new ServerSocket(0)) {
      urls = List.of(url(dying.getLocalPort()), url(replica.port));
      CompletableFuture<HttpResponse<String>> lost =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return post("/v1/transfers", transfer("p-2"));
                } catch (Exception failure) {
                  throw new CompletionException(failure);
                }
              });
      try (Socket taken = dying.accept()) {
        assertThat(taken.getInputStream().read()).isPositive();
      }
      HttpResponse<String> answer = lost.get(20, TimeUnit.SECONDS);
      assertThat(answer.statusCode()).isEqualTo(504);
      assertThat(code(answer)).isEqualTo("outcome_unknown");
    }
    assertThat(replica.engine.submitted).hasSize(before);
    urls = List.of(nobody(), nobody());
    HttpResponse<String> dead = post("/v1/transfers", transfer("p-3"));
    assertThat(dead.statusCode()).isEqualTo(503);
    assertThat(code(dead)).isEqualTo("replica_unreachable");
  }

  @Test
  void withoutAReplicaThereIsNoAnswer() throws Exception {
    urls = List.of();
    HttpResponse<String> unknown = get("/v1/ledgers");
    assertThat(unknown.statusCode()).isEqualTo(503);
    assertThat(code(unknown)).isEqualTo("no_replica");
    assertThat(unknown.headers().firstValue("Retry-After")).contains("1");
    urls = List.of(nobody(), nobody());
    HttpResponse<String> dead = get("/v1/ledgers");
    assertThat(dead.statusCode()).isEqualTo(503);
    assertThat(code(dead)).isEqualTo("replica_unreachable");
  }

  @Test
  void aGatewayDoesNotPassOnWhatAGatewayPassedOn() throws Exception {
    urls = List.of(url(gateway.address().getPort()));
    HttpResponse<String> loop = get("/v1/ledgers");
    assertThat(loop.statusCode()).isEqualTo(503);
    assertThat(code(loop)).isEqualTo("gateway_loop");
    assertThat(code(get("/v1/batches/stream"))).isEqualTo("gateway_loop");
  }

  @Test
  void theDeadlineHoldsWhateverTheReplicaDoes() throws Exception {
    replica.engine.readsHang = true;
    long begin = System.nanoTime();
    HttpResponse<String> late = get("/v1/ledgers", "Request-Timeout", "300");
    assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(10));
    assertThat(late.statusCode()).isEqualTo(503);
    assertThat(code(late)).isEqualTo("read_timed_out");
    assertThat(get("/v1/ledgers", "Request-Timeout", "x").statusCode()).isEqualTo(400);
    replica.engine.readsHang = false;
    assertThat(get("/v1/ledgers").statusCode()).isEqualTo(200);
  }

  private Socket openStream(String query) throws IOException {
    Socket socket = new Socket("127.0.0.1", gateway.address().getPort());
    socket.setSoTimeout(20_000);
    String head =
        "GET /v1/batches/stream"
            + query
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + gateway.address().getPort()
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static String until(BufferedReader in, String text) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.contains(text)) {
        return line;
      }
    }
    throw new AssertionError("the stream ended before " + text);
  }

  @Test
  void batchesStreamThroughAndAReaderThatLeavesIsNoticed() throws Exception {
    try (Socket socket = openStream("?after=1")) {
      BufferedReader in = reader(socket);
      assertThat(until(in, "HTTP/1.1")).contains("200");
      until(in, "id: 2");
      await().until(() -> replica.engine.subscriberCount() == 1);
      replica.engine.sealEmpty(1);
      until(in, "id: 3");
      assertThat(registry.get("tallystick.http.streams").gauge().value()).isEqualTo(1);
    }
    await().until(() -> replica.engine.subscriberCount() == 0);
    await().until(() -> registry.get("tallystick.http.streams").gauge().value() == 0);
  }

  @Test
  void aStreamThatTheReplicaEndsEnds() throws Exception {
    try (Socket socket = openStream("")) {
      BufferedReader in = reader(socket);
      until(in, "retry:");
      replica.server.stop().toCompletableFuture().join();
      // The last chunk of an answer that came whole.
      assertThat(until(in, "0")).isEqualTo("0");
    }
    await().until(() -> registry.get("tallystick.http.streams").gauge().value() == 0);
  }

  @Test
  void aStreamWhoseReplicaIsLostSaysSo() throws Exception {
    try (ServerSocket dying = new ServerSocket(0)) {
      urls = List.of(url(dying.getLocalPort()));
      try (Socket socket = openStream("")) {
        try (Socket passed = dying.accept()) {
          String head =
              "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                  + "Transfer-Encoding: chunked\r\n\r\n7\r\nid: 9\n\n\r\n";
          passed.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
          until(reader(socket), "id: 9");
        }
        BufferedReader in = reader(socket);
        until(in, "event: failed");
        assertThat(until(in, "data:")).contains("replica_lost");
      }
    }
    await().until(() -> registry.get("tallystick.http.streams").gauge().value() == 0);
  }

  @Test
  void whoLeavesBeforeTheStreamBeginsTakesNoPlaceOfIt() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      urls = List.of(url(silent.getLocalPort()));
      for (int i = 0; i < 2; i++) {
        try (Socket socket = openStream("");
            Socket asked = silent.accept()) {
          assertThat(asked.getInputStream().read()).isPositive();
        }
      }
      await().until(() -> registry.get("tallystick.http.streams").gauge().value() == 0);
    }
  }

  @Test
  void streamsAreBoundedAndRefusalsTakeNone() throws Exception {
    assertThat(get("/v1/batches/stream?after=x").statusCode()).isEqualTo(400);
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        open.add(openStream(""));
        until(reader(open.get(i)), "retry:");
      }
      HttpResponse<String> third = get("/v1/batches/stream");
      assertThat(third.statusCode()).isEqualTo(503);
      assertThat(code(third)).isEqualTo("streams_in_use");
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
    await()
        .until(
            () -> {
              try (Socket socket = openStream("")) {
                return reader(socket).readLine().contains("200");
              }
            });
  }
}
