package io.tallystick.load.nodes;

import io.tallystick.load.crash.Findings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Singles that fall due on a fixed schedule, account after account, whatever became of those
 * before. Each has an id of its own and is sent once, to one node after the other.
 */
final class GuardedLoad implements AutoCloseable {
  /** Past it a single's outcome is unknown; a new one is due long before. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(3);

  /** Singles under way; past it one that is due is left out. */
  private static final int UNDER_WAY_MAX = 500;

  private static final long END_MS_MAX = 10_000;

  private final GuardedPlan plan;
  private final Findings findings;
  private final long stepNanos;
  private final List<Debtor> debtors = new ArrayList<>();
  private final ExecutorService workers = Executors.newFixedThreadPool(2);
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(workers)
          .connectTimeout(ANSWER_MAX)
          .build();
  private final AtomicLong underWay = new AtomicLong();
  private final AtomicLong unknown = new AtomicLong();
  private final Thread thread = new Thread(this::run, "guarded-load");
  private volatile List<URI> nodes;
  private volatile boolean ending;

  /**
   * @param periodMs between two singles of one account
   */
  GuardedLoad(GuardedPlan plan, List<URI> nodes, int periodMs, Findings findings) {
    this.plan = plan;
    this.nodes = nodes;
    this.findings = findings;
    this.stepNanos = TimeUnit.MILLISECONDS.toNanos(periodMs) / plan.accounts();
    for (int account = 0; account < plan.accounts(); account++) {
      debtors.add(new Debtor());
    }
  }

  void start() {
    thread.start();
  }

  /** From now on only these nodes are asked. */
  void ask(List<URI> others) {
    nodes = others;
  }

  Debtor debtor(int account) {
    return debtors.get(account);
  }

  long sent() {
    return debtors.stream().mapToLong(Debtor::sent).sum();
  }

  long unknown() {
    return unknown.get();
  }

  private void run() {
    long begin = System.nanoTime();
    for (long number = 0; !ending; number++) {
      long due = begin + number * stepNanos;
      long wait;
      while ((wait = due - System.nanoTime()) > 0) {
        LockSupport.parkNanos(wait);
      }
      List<URI> now = nodes;
      int account = (int) (number % plan.accounts());
      // Over time every account is asked through every node.
      int node = (int) ((number + number / plan.accounts()) % now.size());
      if (underWay.get() < UNDER_WAY_MAX) {
        send(now.get(node), account, due);
      }
    }
  }

  private void send(URI node, int account, long dueNanos) {
    Debtor debtor = debtors.get(account);
    int single = debtor.next();
    HttpRequest request =
        HttpRequest.newBuilder(node.resolve("/v1/transfers"))
            .timeout(ANSWER_MAX)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(plan.single(account, single)))
            .build();
    underWay.incrementAndGet();
    http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .whenComplete(
            (response, problem) -> {
              underWay.decrementAndGet();
              if (problem != null) {
                unknown.incrementAndGet();
              } else {
                answered(account, single, dueNanos, response);
              }
            });
  }

  private void answered(int account, int single, long dueNanos, HttpResponse<String> response) {
    Debtor debtor = debtors.get(account);
    String body = response.body();
    switch (response.statusCode()) {
      case 200 -> {
        if (body.contains("\"created\"") || body.contains("\"exists\"")) {
          debtor.settled(single, dueNanos, System.nanoTime());
        } else {
          findings.add("a single of account " + account + " is " + body);
        }
      }
      case 429, 503 -> debtor.refused(single);
      case 422 -> {
        debtor.refused(single);
        if (!plan.isTight(account) || !body.contains("window_amount")) {
          findings.add("a single of account " + account + " was refused: " + body);
        }
      }
      case 504 -> unknown.incrementAndGet();
      default ->
          findings.add(
              "a single of account " + account + " got " + response.statusCode() + " " + body);
    }
  }

  /** Nothing more is sent; what is under way is answered or given up. */
  @Override
  public void close() throws IOException {
    ending = true;
    try {
      thread.join();
      long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MS_MAX);
      while (underWay.get() > 0 && System.nanoTime() - endNanos < 0) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.shutdownNow();
  }
}
