package io.tallystick.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.cluster.ClusterView;
import io.tallystick.cli.cluster.NodeView;
import io.tallystick.cli.cluster.demo.ClusterActions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Three front doors of one {@link FakeServer}: the one that leads can be killed, the next one takes
 * over after an election's time, and until then all answer {@code no_leader}.
 */
final class FakeCluster implements ClusterActions, AutoCloseable {
  private static final long ELECTION_MS = 300;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final FakeServer state = FakeServer.start();
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<HttpServer> doors = new ArrayList<>();
  private volatile int leader = 1;
  private volatile int dead;
  private volatile long electedNanos = System.nanoTime();

  /** Whether bodies that come shortly before the kill are answered without taking effect. */
  volatile boolean losing;

  FakeCluster() {
    for (int node = 1; node <= 3; node++) {
      doors.add(open(node, 0));
    }
  }

  private HttpServer open(int node, int port) {
    try {
      HttpServer http = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
      http.setExecutor(threads);
      http.createContext("/", exchange -> pass(exchange, node));
      http.start();
      return http;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private void pass(HttpExchange exchange, int node) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean submits = exchange.getRequestURI().getPath().equals("/v1/transfers");
    if (submits && (leader == dead || System.nanoTime() - electedNanos < 0)) {
      answer(
          exchange,
          503,
          "application/problem+json",
          "{\"code\":\"no_leader\"}".getBytes(StandardCharsets.UTF_8));
      return;
    }
    if (submits && losing) {
      answer(exchange, 200, "application/vnd.tallystick.results", new byte[0]);
      return;
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(state.url() + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (String header : List.of("Content-Type", "Accept")) {
      String value = exchange.getRequestHeaders().getFirst(header);
      if (value != null) {
        request.header(header, value);
      }
    }
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      byte[] bytes = response.body();
      if (exchange.getRequestURI().getPath().equals("/v1/status")) {
        ObjectNode status = (ObjectNode) MAPPER.readTree(bytes);
        status.put("node", Integer.toString(node));
        status.put("role", node == leader ? "leader" : "follower");
        bytes = status.toString().getBytes(StandardCharsets.UTF_8);
      }
      answer(
          exchange,
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse("application/json"),
          bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] bytes)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  FakeServer state() {
    return state;
  }

  private URI url(int node) {
    return URI.create("http://127.0.0.1:" + doors.get(node - 1).getAddress().getPort());
  }

  @Override
  public ClusterView look() {
    List<NodeView> nodes = new ArrayList<>();
    for (int node = 1; node <= 3; node++) {
      nodes.add(
          node == dead
              ? new NodeView(node, url(node), 0, null, "its process has ended")
              : new NodeView(node, url(node), 1, new ApiClient(url(node)).get("/v1/status"), ""));
    }
    return new ClusterView(nodes);
  }

  @Override
  public void kill(int node) {
    losing = false;
    dead = node;
    doors.get(node - 1).stop(0);
    electedNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ELECTION_MS);
    leader = node % 3 + 1;
  }

  @Override
  public void restart(int node) {
    doors.set(node - 1, open(node, doors.get(node - 1).getAddress().getPort()));
    dead = 0;
  }

  @Override
  public void close() {
    doors.forEach(door -> door.stop(0));
    threads.shutdownNow();
    state.close();
  }
}
