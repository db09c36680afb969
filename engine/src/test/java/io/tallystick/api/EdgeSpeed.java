package io.tallystick.api;

import akka.actor.ActorSystem;
import com.sun.management.OperatingSystemMXBean;
import com.typesafe.config.ConfigFactory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tallystick.api.decode.BinaryTransfers;
import io.tallystick.api.decode.DecodedRows;
import io.tallystick.api.decode.RowDecoder;
import io.tallystick.api.encode.BinaryResults;
import io.tallystick.api.encode.OutcomeJson;
import io.tallystick.api.http.Gate;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ring.Outcome;
import io.tallystick.ring.query.Views.LedgerRow;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the edge alone, in CPU time, so that other work on the machine matters little. Not a
 * test: run {@code main} with {@code decode}, or {@code serve} in one JVM and {@code load PORT
 * json|binary} in another.
 */
final class EdgeSpeed {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeSpeed.class);
  private static final int ROWS = 8_190;
  private static final int CONNECTIONS = 64;
  private static final long WARM_NANOS = 4_000_000_000L;
  private static final long MEASURED_NANOS = 8_000_000_000L;

  private EdgeSpeed() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "decode" -> decode();
      case "serve" -> serve();
      case "load" -> load(Integer.parseInt(args[1]), args[2].equals("binary"));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static String row(int i) {
    return "{\"id\":\"t-"
        + i
        + "\",\"debit_account_id\":\"customer:"
        + i
        + "\",\"credit_account_id\":\"nostro:YZ\",\"amount\":\"1250\",\"ledger\":\"EUR\",\"code\":1}";
  }

  private static byte[] rows(int n) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < n; i++) {
      text.append(i == 0 ? "" : ",").append(row(i));
    }
    return text.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] records(int n) {
    byte[] records = new byte[n * TransferRequest.BYTES];
    for (int i = 0; i < n; i++) {
      TransferRequest.id(records, i * TransferRequest.BYTES, 7, i + 1);
      TransferRequest.amount(records, i * TransferRequest.BYTES, 5);
    }
    return records;
  }

  private static Outcome created(int n) {
    long[] timestamps = new long[n];
    java.util.Arrays.fill(timestamps, FakeEngine.T0);
    return new Outcome(7, new int[n], timestamps, null, null, null);
  }

  private static Optional<LedgerRow> euro(String code) {
    return Optional.of(new LedgerRow(978, code, 2, 1, 0, "0", "0", "0", "0"));
  }

  private static void decode() {
    byte[] one = rows(1);
    byte[] many = rows(ROWS);
    byte[] digits =
        new String(many, StandardCharsets.UTF_8)
            .replaceAll("\"t-(\\d+)\"", "\"1$1\"")
            .replaceAll("\"customer:(\\d+)\"", "\"2$1\"")
            .replace("\"nostro:YZ\"", "\"3\"")
            .getBytes(StandardCharsets.UTF_8);
    byte[] binary = records(ROWS);
    DecodedRows decodedOne = RowDecoder.transfers(one, "", EdgeSpeed::euro);
    DecodedRows decodedMany = RowDecoder.transfers(many, "", EdgeSpeed::euro);
    Outcome createdOne = created(1);
    Outcome createdMany = created(ROWS);
    time("decode JSON, one row by names", 1, () -> RowDecoder.transfers(one, "", EdgeSpeed::euro));
    time(
        "decode JSON, 8,190 rows by names",
        ROWS,
        () -> RowDecoder.transfers(many, "", EdgeSpeed::euro));
    time(
        "decode JSON, 8,190 rows by numbers",
        ROWS,
        () -> RowDecoder.transfers(digits, "", EdgeSpeed::euro));
    time("encode JSON, one row", 1, () -> OutcomeJson.write(decodedOne, createdOne));
    time("encode JSON, 8,190 rows", ROWS, () -> OutcomeJson.write(decodedMany, createdMany));
    time("check binary, 8,190 rows", ROWS, () -> BinaryTransfers.check(binary));
    time("encode binary, 8,190 rows created", ROWS, () -> BinaryResults.write(createdMany));
  }

  private static void time(String what, int rows, Runnable work) {
    var threads = ManagementFactory.getThreadMXBean();
    long done = 0;
    long start = threads.getCurrentThreadCpuTime();
    while (threads.getCurrentThreadCpuTime() - start < 3_000_000_000L) {
      work.run();
    }
    start = threads.getCurrentThreadCpuTime();
    long end = start;
    while (end - start < 3_000_000_000L) {
      work.run();
      done++;
      end = threads.getCurrentThreadCpuTime();
    }
    LOG.warn("{}: {} ns a row", what, (end - start) / (done * rows));
  }

  private static void serve() throws Exception {
    ActorSystem system =
        ActorSystem.create(
            "edge",
            ConfigFactory.parseString("akka.loglevel=WARNING").withFallback(ConfigFactory.load()));
    FakeEngine engine =
        new FakeEngine() {
          @Override
          public Optional<LedgerRow> knownLedger(String code) {
            return euro(code);
          }
        };
    LongAdder rows = new LongAdder();
    LongAdder bodies = new LongAdder();
    engine.keepBodies = false;
    engine.intake =
        body -> {
          rows.add(body.rows());
          bodies.increment();
          return CompletableFuture.completedFuture(created(body.rows()));
        };
    ApiServer server =
        ApiServer.start(
                system,
                ApiSettings.development(0),
                Gate.OPEN,
                engine,
                engine,
                TestMembers.alone(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
            .toCompletableFuture()
            .get();
    LOG.warn("port {}", server.address().getPort());
    OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    for (; ; ) {
      long cpu = os.getProcessCpuTime();
      long begun = System.nanoTime();
      rows.reset();
      bodies.reset();
      java.util.concurrent.locks.LockSupport.parkNanos(MEASURED_NANOS / 2);
      long spent = os.getProcessCpuTime() - cpu;
      double seconds = (System.nanoTime() - begun) / 1e9;
      if (rows.sum() > 0) {
        LOG.warn(
            "{} requests/s, {} rows/s; CPU {} ns a request, {} ns a row",
            (long) (bodies.sum() / seconds),
            (long) (rows.sum() / seconds),
            spent / bodies.sum(),
            spent / rows.sum());
      }
    }
  }

  private static void load(int port, boolean binary) throws Exception {
    byte[] body = binary ? records(ROWS) : rows(1);
    String type = binary ? ServerUnderTest.TRANSFERS : ServerUnderTest.JSON;
    byte[] head =
        ("POST /v1/transfers HTTP/1.1\r\nHost: 127.0.0.1:"
                + port
                + "\r\nContent-Type: "
                + type
                + "\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    Thread[] threads = new Thread[binary ? 4 : CONNECTIONS];
    long end = System.nanoTime() + WARM_NANOS + 2 * MEASURED_NANOS;
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(() -> drive(port, request, end));
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void drive(int port, byte[] request, long end) {
    byte[] buffer = new byte[4096];
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setTcpNoDelay(true);
      InputStream in = socket.getInputStream();
      while (System.nanoTime() < end) {
        socket.getOutputStream().write(request);
        if (in.read(buffer) < 0) {
          return;
        }
      }
    } catch (IOException e) {
      LOG.warn("connection ended", e);
    }
  }
}
