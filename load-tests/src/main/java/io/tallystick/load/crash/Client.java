package io.tallystick.load.crash;

import io.tallystick.base.TallystickException;
import io.tallystick.ledger.AccountResult;
import io.tallystick.ledger.TransferResult;
import io.tallystick.load.http.HttpConnection;
import io.tallystick.load.http.RequestHead;
import io.tallystick.load.http.ResponseParser;
import io.tallystick.ring.BodyKind;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One client: sends the bodies of its workload one after another, each again and again with the
 * same ids until it is answered, and records every attempt before it is made and every answer
 * before the next body.
 */
final class Client implements Runnable {
  private static final long FIRST_BACK_OFF_MS = 20;
  private static final long BACK_OFF_MS_MAX = 500;

  private final URI server;
  private final Workload workload;
  private final RecordFile record;
  private final Gate gate;
  private final Counts counts;
  private final Findings findings;
  private final long nanosPerRow;
  private final HttpConnection connection;
  private int lastRows = 1;

  /**
   * @param rowsPerSecond pace at most, so that the checks can keep up
   */
  Client(
      URI server,
      Workload workload,
      RecordFile record,
      Gate gate,
      Counts counts,
      Findings findings,
      int rowsPerSecond) {
    this.server = server;
    this.workload = workload;
    this.record = record;
    this.gate = gate;
    this.counts = counts;
    this.findings = findings;
    this.nanosPerRow = TimeUnit.SECONDS.toNanos(1) / rowsPerSecond;
    this.connection = new HttpConnection(server);
  }

  /** The connection, so that a watchdog can end a wait. */
  HttpConnection connection() {
    return connection;
  }

  @Override
  public void run() {
    try (connection) {
      while (gate.enter()) {
        long start = System.nanoTime();
        try {
          deliver(workload.next());
        } finally {
          gate.leave();
        }
        LockSupport.parkNanos(Math.max(0, lastRows * nanosPerRow - (System.nanoTime() - start)));
      }
    } catch (RuntimeException e) {
      findings.add("a client failed: " + e);
    }
  }

  /** Sends a body until it is answered; false if the campaign ended first. */
  boolean deliver(ClientBody body) {
    lastRows = body.rows();
    record.body(body, System.nanoTime());
    ByteBuffer request = request(body);
    long backOffMs = FIRST_BACK_OFF_MS;
    counts.increment("bodies");
    counts.add("rows", body.rows());
    boolean first = true;
    while (!gate.ended()) {
      counts.increment(first ? "first_attempts" : "repeated_attempts");
      first = false;
      if (attempt(body, request)) {
        return true;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(backOffMs));
      backOffMs = Math.min(2 * backOffMs, BACK_OFF_MS_MAX);
      request.rewind();
    }
    return false;
  }

  private boolean attempt(ClientBody body, ByteBuffer request) {
    try {
      connection.connect();
    } catch (IOException e) {
      counts.increment("not_connected");
      return false;
    }
    ResponseParser response;
    try {
      response = connection.exchange(request);
    } catch (IOException | TallystickException e) {
      record.lost(body.number(), System.nanoTime());
      counts.increment("unknown_outcomes");
      return false;
    }
    long nanos = System.nanoTime();
    counts.increment("http." + response.status());
    if (response.status() == 200) {
      answered(body, response, nanos);
      return true;
    }
    record.answered(
        body.number(), nanos, response.status(), new AnswerRows(new int[0], new long[0]));
    switch (response.status()) {
      case 429, 503 -> {
        if (response.retryAfterMs() < 0) {
          findings.add(response.status() + " without Retry-After to body " + body.number());
        }
        return false;
      }
      case 504 -> {
        return false;
      }
      default -> {
        findings.add(
            "body " + body.number() + " answered " + response.status() + " " + response.bodyText());
        return true;
      }
    }
  }

  private void answered(ClientBody body, ResponseParser response, long nanos) {
    AnswerRows rows = AnswerRows.of(body, response);
    record.answered(body.number(), nanos, response.status(), rows);
    for (int result : rows.results()) {
      counts.increment("result." + name(body.kind(), result));
    }
    workload.learn(body, rows);
  }

  private static String name(BodyKind kind, int result) {
    return kind == BodyKind.ACCOUNTS
        ? "account_" + AccountResult.of(result).wireName()
        : TransferResult.of(result).wireName();
  }

  private ByteBuffer request(ClientBody body) {
    byte[] bytes = body.binary() ? body.records() : JsonBodies.write(body);
    String path = body.kind() == BodyKind.ACCOUNTS ? "/v1/accounts" : "/v1/transfers";
    byte[] head =
        RequestHead.post(
            server,
            path,
            body.binary() ? RequestHead.TRANSFERS : RequestHead.JSON,
            body.binary() ? RequestHead.RESULTS : RequestHead.JSON,
            bytes.length);
    return ByteBuffer.allocate(head.length + bytes.length).put(head).put(bytes).flip();
  }
}
