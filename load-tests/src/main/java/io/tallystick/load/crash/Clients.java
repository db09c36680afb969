package io.tallystick.load.crash;

import io.tallystick.load.wire.SplitMix64;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** All clients of a campaign and the watchdog that ends waits which last too long. */
final class Clients implements AutoCloseable {
  /** An answer that takes longer is given up; its outcome is unknown then. */
  private static final long ANSWER_MS_MAX = 45_000;

  private static final long WATCH_MS = 500;

  private final AccountBook accounts = new AccountBook();
  private final AtomicLong bodyNumbers = new AtomicLong();
  private final AtomicLong accountNames = new AtomicLong();
  private final Gate gate = new Gate();
  private final Counts counts = new Counts();
  private final List<Client> clients = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final URI server;
  private final RecordFile record;
  private final Findings findings;
  private final long seed;

  Clients(URI server, RecordFile record, Findings findings, long seed) {
    this.server = server;
    this.record = record;
    this.findings = findings;
    this.seed = seed;
  }

  Gate gate() {
    return gate;
  }

  Counts counts() {
    return counts;
  }

  /** Creates the accounts to begin with; the gate is closed afterwards. */
  void createAccounts(int count) {
    Workload workload = workload(0);
    client(workload, Integer.MAX_VALUE).deliver(workload.accounts(count));
    gate.closeAndAwait(0);
  }

  void start(int count, int rowsPerSecond) {
    for (int i = 1; i <= count; i++) {
      Client client = client(workload(i), Math.max(1, rowsPerSecond / count));
      clients.add(client);
      threads.add(new Thread(client, "client-" + i));
    }
    Thread watchdog = new Thread(this::watch, "watchdog");
    watchdog.setDaemon(true);
    threads.forEach(Thread::start);
    watchdog.start();
  }

  private Workload workload(int client) {
    return new Workload(
        SplitMix64.derive(seed, client), client, accounts, bodyNumbers, accountNames);
  }

  private Client client(Workload workload, int rowsPerSecond) {
    return new Client(server, workload, record, gate, counts, findings, rowsPerSecond);
  }

  private void watch() {
    while (!gate.ended()) {
      long now = System.nanoTime();
      clients.forEach(client -> client.connection().closeIfOverdue(now, ANSWER_MS_MAX));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(WATCH_MS));
    }
  }

  @Override
  public void close() {
    gate.end();
    clients.forEach(client -> client.connection().close());
    for (Thread thread : threads) {
      try {
        thread.join(ANSWER_MS_MAX);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
