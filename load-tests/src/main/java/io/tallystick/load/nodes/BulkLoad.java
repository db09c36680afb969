package io.tallystick.load.nodes;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.TransferResult;
import io.tallystick.load.crash.Findings;
import io.tallystick.load.http.HttpConnection;
import io.tallystick.load.http.RequestHead;
import io.tallystick.load.http.ResponseParser;
import io.tallystick.load.wire.BinaryResults;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Bulk bodies that fall due on a fixed schedule, sent by clients spread over all nodes. A client
 * whose node does not take a body goes on to the next node with the same body until it is answered.
 */
final class BulkLoad implements AutoCloseable {
  private static final int CLIENTS = 8;
  private static final long BACK_OFF_MS = 25;
  private static final long ANSWER_MS_MAX = 3_000;
  private static final long WATCH_MS = 50;
  private static final long END_MS_MAX = 60_000;
  private static final int OK = 200;
  private static final long NONE = Long.MAX_VALUE;

  private final List<URI> nodes;
  private final BulkRows rows;
  private final long nanosPerBody;
  private final Findings findings;
  private final BitSet answered = new BitSet();
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong firstNewNanos = new AtomicLong(NONE);
  private final AtomicLong unknown = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private final HttpConnection[] connections = new HttpConnection[CLIENTS];
  private final long startNanos = System.nanoTime();
  private volatile long armedNanos = NONE;
  private volatile boolean ending;
  private volatile boolean ended;

  /**
   * @param perSecond transfers that fall due each second
   */
  BulkLoad(List<URI> nodes, BulkRows rows, int perSecond, Findings findings) {
    this.nodes = nodes;
    this.rows = rows;
    this.nanosPerBody = TimeUnit.SECONDS.toNanos(1) * rows.rows() / perSecond;
    this.findings = findings;
  }

  void start() {
    for (int i = 0; i < CLIENTS; i++) {
      int client = i;
      threads.add(new Thread(() -> run(client), "bulk-" + i));
    }
    threads.forEach(Thread::start);
    Thread watchdog = new Thread(this::watch, "bulk-watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
  }

  private void watch() {
    while (!ended) {
      long now = System.nanoTime();
      for (HttpConnection connection : connectionsNow()) {
        if (connection != null) {
          connection.closeIfOverdue(now, ANSWER_MS_MAX);
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(WATCH_MS));
    }
  }

  private synchronized HttpConnection[] connectionsNow() {
    return connections.clone();
  }

  private synchronized void connection(int client, HttpConnection connection) {
    connections[client] = connection;
  }

  /** From now on the first answer to a body that was first sent after this is waited for. */
  void arm(long nowNanos) {
    firstNewNanos.set(NONE);
    armedNanos = nowNanos;
  }

  /** When that answer came, or -1 if none came in time. */
  long awaitFirstNew(long timeoutMs) {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    while (firstNewNanos.get() == NONE) {
      if (System.nanoTime() - endNanos > 0) {
        return -1;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    armedNanos = NONE;
    return firstNewNanos.get();
  }

  private void run(int client) {
    int node = client % nodes.size();
    HttpConnection connection = connect(client, node);
    try {
      while (!ending) {
        long number = next.getAndIncrement();
        sleepUntil(startNanos + number * nanosPerBody);
        byte[] body = rows.body(number);
        long firstSentNanos = System.nanoTime();
        while (!ended && !attempt(connection, nodes.get(node), number, body, firstSentNanos)) {
          connection.close();
          node = (node + 1) % nodes.size();
          connection = connect(client, node);
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BACK_OFF_MS));
        }
      }
    } catch (RuntimeException e) {
      findings.add("a client failed: " + e);
    } finally {
      connection.close();
    }
  }

  private HttpConnection connect(int client, int node) {
    HttpConnection connection = new HttpConnection(nodes.get(node));
    connection(client, connection);
    return connection;
  }

  private static void sleepUntil(long nanos) {
    long wait;
    while ((wait = nanos - System.nanoTime()) > 0) {
      LockSupport.parkNanos(wait);
    }
  }

  private boolean attempt(
      HttpConnection connection, URI node, long number, byte[] body, long firstSentNanos) {
    byte[] head =
        RequestHead.post(
            node, "/v1/transfers", RequestHead.TRANSFERS, RequestHead.RESULTS, body.length);
    ByteBuffer request = ByteBuffer.allocate(head.length + body.length).put(head).put(body).flip();
    ResponseParser response;
    try {
      connection.connect();
    } catch (IOException e) {
      return false;
    }
    try {
      response = connection.exchange(request);
    } catch (IOException | TallystickException e) {
      unknown.incrementAndGet();
      return false;
    }
    if (response.status() != OK) {
      if (response.status() / 100 == 4 && response.status() != 429) {
        findings.add("body " + number + " answered " + response.status());
      }
      return false;
    }
    if (firstSentNanos - armedNanos > 0) {
      firstNewNanos.accumulateAndGet(System.nanoTime(), Math::min);
    }
    requireSettled(number, response);
    synchronized (this) {
      answered.set(Math.toIntExact(number));
    }
    return true;
  }

  /** Each row was created, or is there since an attempt before whose answer was lost. */
  private void requireSettled(long number, ResponseParser response) {
    int entries = BinaryResults.entries(response.bodyLength());
    for (int i = 0; i < entries; i++) {
      int result = BinaryResults.result(response.body(), i);
      if (result != TransferResult.EXISTS.number()) {
        findings.add("a row of body " + number + " is " + TransferResult.of(result).wireName());
      }
    }
  }

  /** Bodies that were answered so far. */
  synchronized BitSet answered() {
    return (BitSet) answered.clone();
  }

  long bodies() {
    return next.get();
  }

  /** Attempts that ended without an answer. */
  long unknown() {
    return unknown.get();
  }

  /** Lets every client get its last answer, and ends it. */
  @Override
  public void close() {
    ending = true;
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MS_MAX);
    for (Thread thread : threads) {
      try {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw TallystickException.of(ErrorKind.UNAVAILABLE, "interrupted", "interrupted", e);
      }
      if (thread.isAlive() && !ended) {
        findings.add("a client got no answer within " + END_MS_MAX + " ms");
        ended = true;
      }
    }
    ended = true;
  }
}
