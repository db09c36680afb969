package io.tallystick.load.crash;

import io.tallystick.load.driver.Setup;
import io.tallystick.load.http.JsonClient;
import io.tallystick.load.wire.SplitMix64;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Clients at work, their record file, and the watchdog that ends waits which last too long. */
public final class LoadSession implements AutoCloseable {
  /** The ledger that all of it happens in. */
  public static final String LEDGER = "EUR";

  private static final int ACCOUNTS = 400;

  private static final long END_MS_MAX = 45_000;
  private static final long WATCH_MS = 500;

  private final AccountBook accounts = new AccountBook();
  private final AtomicLong bodyNumbers = new AtomicLong();
  private final AtomicLong accountNames = new AtomicLong();
  private final Gate gate = new Gate();
  private final Counts counts = new Counts();
  private final List<Client> clients = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final LoadPlan plan;
  private final Availability availability = new Availability();
  private final Path recordPath;
  private final RecordFile record;
  private final Findings findings;
  private final long seed;

  /**
   * @param recordPath a new file
   * @param seed decides what the clients send
   */
  public LoadSession(URI server, Path recordPath, Findings findings, long seed) throws IOException {
    this(LoadPlan.single(server), recordPath, findings, seed);
  }

  /**
   * @param recordPath a new file
   * @param seed decides what the clients send
   */
  public LoadSession(LoadPlan plan, Path recordPath, Findings findings, long seed)
      throws IOException {
    this.plan = plan;
    this.recordPath = recordPath;
    this.record = RecordFile.create(recordPath);
    this.findings = findings;
    this.seed = seed;
  }

  /**
   * Declares the ledger, creates accounts and starts the clients; they wait for {@link #resume}.
   */
  public void start(int count, int rowsPerSecond) throws IOException {
    try (JsonClient client = new JsonClient(plan.servers().get(0))) {
      new Setup(client).ledger(LEDGER);
    }
    Workload first = workload(0);
    client(0, first, Integer.MAX_VALUE).deliver(first.accounts(ACCOUNTS));
    gate.closeAndAwait(0);
    for (int i = 1; i <= count; i++) {
      Client client = client(i, workload(i), Math.max(1, rowsPerSecond / count));
      clients.add(client);
      threads.add(new Thread(client, "client-" + i));
    }
    Thread watchdog = new Thread(this::watch, "watchdog");
    watchdog.setDaemon(true);
    threads.forEach(Thread::start);
    watchdog.start();
  }

  /** Lets the clients send. */
  public void resume() {
    gate.open();
  }

  /**
   * Lets every client get the answer that it waits for and holds them then.
   *
   * @return false if some still wait after the time
   */
  public boolean quiesce(long timeoutMs) {
    return gate.closeAndAwait(timeoutMs);
  }

  /** Counters of what was sent and answered; see the report for their names. */
  Counts counts() {
    return counts;
  }

  /** All counters whose names begin so, without that beginning, by name. */
  public java.util.Map<String, Long> counts(String prefix) {
    return counts.startingWith(prefix);
  }

  /** One counter. */
  public long count(String name) {
    return counts.get(name);
  }

  /** Where everything is recorded. */
  public Path recordPath() {
    return recordPath;
  }

  /** How long writes were not to be had. */
  public Availability availability() {
    return availability;
  }

  /** Writes down what is done to the nodes, among what the clients do. */
  public void note(String text) {
    record.note(System.nanoTime(), text);
  }

  private Workload workload(int client) {
    return new Workload(
        SplitMix64.derive(seed, client), client, accounts, bodyNumbers, accountNames);
  }

  private Client client(int number, Workload workload, int rowsPerSecond) {
    return new Client(
        plan, number, availability, workload, record, gate, counts, findings, rowsPerSecond);
  }

  private void watch() {
    while (!gate.ended()) {
      long now = System.nanoTime();
      clients.forEach(client -> client.connection().closeIfOverdue(now, plan.answerMsMax()));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(WATCH_MS));
    }
  }

  /** Ends the clients, also those that wait for an answer. */
  @Override
  public void close() throws IOException {
    gate.end();
    clients.forEach(client -> client.connection().close());
    for (Thread thread : threads) {
      try {
        thread.join(END_MS_MAX);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    record.close();
  }
}
