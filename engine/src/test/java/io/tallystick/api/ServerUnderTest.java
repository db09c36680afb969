package io.tallystick.api;

import akka.actor.ActorSystem;
import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tallystick.api.http.Gate;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import scala.concurrent.Await;

/** A server on a free port with a fake engine behind it, and a client. */
final class ServerUnderTest implements AutoCloseable {
  static final String JSON = "application/json";
  static final String TRANSFERS = "application/vnd.tallystick.transfers";

  final FakeEngine engine = new FakeEngine();
  final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final ApiServer server;
  final int port;

  private final ActorSystem system;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ServerUnderTest(ApiSettings settings) {
    this(settings, engine -> Gate.OPEN);
  }

  ServerUnderTest(ApiSettings settings, Function<FakeEngine, Gate> gate) {
    system =
        ActorSystem.create(
            "api-test",
            ConfigFactory.parseString("akka.loglevel=WARNING, akka.stdout-loglevel=WARNING")
                .withFallback(ConfigFactory.load()));
    try {
      server =
          ApiServer.start(
                  system,
                  settings,
                  gate.apply(engine),
                  engine,
                  engine,
                  TestMembers.alone(),
                  registry)
              .toCompletableFuture()
              .join();
    } catch (RuntimeException e) {
      system.terminate();
      throw e;
    }
    port = server.address().getPort();
  }

  ServerUnderTest() {
    this(ApiSettings.development(0));
  }

  /** A server whose engine knows EUR, {@code customer:1} and {@code nostro:YZ}. */
  static ServerUnderTest withAccounts() throws Exception {
    ServerUnderTest server = new ServerUnderTest();
    server.addAccounts();
    return server;
  }

  void addAccounts() throws Exception {
    post("/v1/ledgers", "{\"code\":\"EUR\"}");
    post(
        "/v1/accounts",
        """
        [{"id":"customer:1","ledger":"EUR","code":100,"flags":["credits_must_not_exceed_debits"]},
         {"id":"nostro:YZ","ledger":"EUR","code":200}]""");
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(20));
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(request(path).build());
  }

  HttpResponse<String> delete(String path) throws Exception {
    return send(request(path).DELETE().build());
  }

  HttpResponse<String> post(String path, String json, String... headers) throws Exception {
    return postAs(path, JSON, json, headers);
  }

  HttpResponse<String> postAs(String path, String type, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  HttpResponse<byte[]> postBinary(String path, byte[] body) throws Exception {
    return client.send(
        request(path)
            .header("Content-Type", TRANSFERS)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return Json.mapper().readTree(response.body());
  }

  /** A connection of its own, for bytes that no client library would send. */
  Socket socket() throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Sends raw bytes and reads all that comes back until the server closes. */
  String raw(String bytes) throws IOException {
    try (Socket socket = socket()) {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    server.stop().toCompletableFuture().join();
    try {
      Await.ready(
          system.terminate(), scala.concurrent.duration.Duration.create(10, TimeUnit.SECONDS));
    } catch (Exception e) {
      throw new IllegalStateException("the actor system did not end", e);
    }
  }
}
