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

  /** Passing an open gate takes less. */
  private static final long GATE_OPEN_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(5);

  /** One answered body in so many sends a client back to the node that it began with. */
  private static final int HOME_EVERY = 64;

  private final LoadPlan plan;
  private final int home;
  private final Availability availability;
  private final Workload workload;
  private final RecordFile record;
  private final Gate gate;
  private final Counts counts;
  private final Findings findings;
  private final long nanosPerRow;
  private volatile HttpConnection connection;
  private int at;
  private int lastRows = 1;
  private long answeredBodies;
  private long dueNanos;

  /**
   * @param home which server it begins with, from 0
   * @param rowsPerSecond pace at most, so that the checks can keep up
   */
  Client(
      LoadPlan plan,
      int home,
      Availability availability,
      Workload workload,
      RecordFile record,
      Gate gate,
      Counts counts,
      Findings findings,
      int rowsPerSecond) {
    this.plan = plan;
    this.home = home % plan.servers().size();
    this.availability = availability;
    this.workload = workload;
    this.record = record;
    this.gate = gate;
    this.counts = counts;
    this.findings = findings;
    this.nanosPerRow = TimeUnit.SECONDS.toNanos(1) / rowsPerSecond;
    this.at = this.home;
    this.connection = new HttpConnection(server());
  }

  private URI server() {
    return plan.servers().get(at);
  }

  /** The connection, so that a watchdog can end a wait. */
  HttpConnection connection() {
    return connection;
  }

  @Override
  public void run() {
    try {
      while (enter()) {
        long start = System.nanoTime();
        try {
          deliver(workload.next());
        } finally {
          gate.leave();
        }
        dueNanos = (plan.open() ? dueNanos : start) + lastRows * nanosPerRow;
        LockSupport.parkNanos(Math.max(0, dueNanos - System.nanoTime()));
      }
    } catch (RuntimeException e) {
      findings.add("a client failed: " + e);
    } finally {
      connection.close();
    }
  }

  /** Passes the gate; what would have fallen due while it was closed is left out. */
  private boolean enter() {
    long before = System.nanoTime();
    boolean goesOn = gate.enter();
    long now = System.nanoTime();
    if (dueNanos == 0 || now - before > GATE_OPEN_NANOS_MAX) {
      dueNanos = now;
    }
    return goesOn;
  }

  /** Sends a body until it is answered; false if the campaign ended first. */
  boolean deliver(ClientBody body) {
    lastRows = body.rows();
    record.body(body, System.nanoTime());
    byte[] bytes = body.binary() ? body.records() : JsonBodies.write(body);
    long backOffMs = FIRST_BACK_OFF_MS;
    counts.increment("bodies");
    counts.add("rows", body.rows());
    boolean first = true;
    while (!gate.ended()) {
      counts.increment(first ? "first_attempts" : "repeated_attempts");
      first = false;
      if (attempt(body, bytes)) {
        availability.answered(dueNanos, System.nanoTime());
        if (++answeredBodies % HOME_EVERY == 0) {
          turnTo(home);
        }
        return true;
      }
      turnTo((at + 1) % plan.servers().size());
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(backOffMs));
      backOffMs = Math.min(2 * backOffMs, BACK_OFF_MS_MAX);
    }
    return false;
  }

  private void turnTo(int next) {
    if (next != at) {
      at = next;
      connection.close();
      connection = new HttpConnection(server());
    }
  }

  private boolean attempt(ClientBody body, byte[] bytes) {
    try {
      connection.connect();
    } catch (IOException e) {
      counts.increment("not_connected");
      return false;
    }
    ResponseParser response;
    try {
      response = connection.exchange(request(body, bytes));
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

  private ByteBuffer request(ClientBody body, byte[] bytes) {
    String path = body.kind() == BodyKind.ACCOUNTS ? "/v1/accounts" : "/v1/transfers";
    byte[] head =
        RequestHead.post(
            server(),
            path,
            body.binary() ? RequestHead.TRANSFERS : RequestHead.JSON,
            body.binary() ? RequestHead.RESULTS : RequestHead.JSON,
            bytes.length);
    return ByteBuffer.allocate(head.length + bytes.length).put(head).put(bytes).flip();
  }
}
