package io.tallystick.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tallystick.ledger.TransferRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A server that answers as a node would, and settles nothing. Every {@code refuseEvery}th transfer
 * request is refused with 503 first.
 */
public final class FakeServer implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong accounts = new AtomicLong();
  private final AtomicLong guarded = new AtomicLong();
  private final AtomicLong policies = new AtomicLong();
  private final AtomicLong height = new AtomicLong();
  private final AtomicLong reads = new AtomicLong();
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private final int refuseEvery;
  private final long serviceMs;

  public FakeServer(int refuseEvery) {
    this(refuseEvery, 0);
  }

  /** One whose transfers take {@code serviceMs} each, one after the other; 0: no time. */
  public FakeServer(int refuseEvery, long serviceMs) {
    this.refuseEvery = refuseEvery;
    this.serviceMs = serviceMs;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/ledgers", this::ledgers);
    server.createContext("/v1/accounts", this::accounts);
    server.createContext("/v1/transfers", this::transfers);
    server.createContext("/v1/status", this::status);
    server.setExecutor(threads);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public long accounts() {
    return accounts.get();
  }

  /** Accounts that were created as guarded. */
  public long guarded() {
    return guarded.get();
  }

  /** Policies that were set. */
  public long policies() {
    return policies.get();
  }

  /** Accounts that were read. */
  public long reads() {
    return reads.get();
  }

  /** Distinct transfer ids seen. */
  public int transfers() {
    return ids.size();
  }

  private void ledgers(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    json(
        exchange,
        exchange.getRequestMethod().equals("GET")
            ? "[{\"code\":\"EUR\",\"id\":978,\"scale\":2}]"
            : "[{\"code\":\"EUR\",\"result\":\"created\"}]");
  }

  private void accounts(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      reads.incrementAndGet();
      json(exchange, "{\"debits_posted\":\"0\"}");
      return;
    }
    JsonNode rows = MAPPER.readTree(exchange.getRequestBody().readAllBytes());
    if (exchange.getRequestURI().getPath().endsWith("/policy")) {
      policies.incrementAndGet();
      json(exchange, "{\"version\":1}");
      return;
    }
    accounts.addAndGet(rows.size());
    rows.forEach(row -> guarded.addAndGet(row.path("flags").size()));
    json(exchange, results(rows.size(), "created"));
  }

  private void serve() {
    if (serviceMs == 0) {
      return;
    }
    oneAtATime.lock();
    try {
      long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(serviceMs);
      for (long left = 1; left > 0; left = endNanos - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    } finally {
      oneAtATime.unlock();
    }
  }

  private void transfers(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    serve();
    if (refuseEvery > 0 && requests.incrementAndGet() % refuseEvery == 0) {
      exchange.getResponseHeaders().set("Retry-After", "0");
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
      return;
    }
    height.incrementAndGet();
    if (exchange.getRequestHeaders().getFirst("Content-Type").equals("application/json")) {
      JsonNode rows = MAPPER.readTree(body);
      rows.forEach(row -> ids.add(row.path("id").asText()));
      json(exchange, results(rows.size(), "created"));
      return;
    }
    for (int at = 0; at < body.length; at += TransferRequest.BYTES) {
      ids.add(TransferRequest.idHigh(body, at) + ":" + TransferRequest.idLow(body, at));
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void status(HttpExchange exchange) throws IOException {
    long now = height.get();
    json(
        exchange,
        "{\"settled_height\":\""
            + now
            + "\",\"journalled_height\":\""
            + now
            + "\",\"journal\":\"up\",\"journal_lag_bytes\":0,\"journal_lag_batches\":0}");
  }

  private static String results(int rows, String result) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < rows; i++) {
      text.append(i == 0 ? "" : ",").append("{\"result\":\"").append(result).append("\"}");
    }
    return text.append(']').toString();
  }

  private static void json(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    // 0 makes the JDK's server send chunks, so that both ways of framing are met.
    exchange.sendResponseHeaders(200, bytes.length > 1_000 ? 0 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
