package io.tallystick.load.driver;

import io.tallystick.load.http.HttpConnection;
import io.tallystick.load.http.JsonClient;
import io.tallystick.load.http.RequestHead;
import io.tallystick.load.wire.SplitMix64;
import io.tallystick.participant.signature.RequestSigner;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** One run: starts the connections, watches them, stops them and hands over what was measured. */
final class Run {
  private static final int TRANSFER_CODE = 1;

  /** How long a request that was in flight at the end may still take. */
  private static final long GRACE_MS = 30_000;

  /** What a run measured. */
  record Measured(
      Window window,
      List<WorkerStats> workers,
      Progress progress,
      List<Sample> samples,
      ServerMeter.Reading before,
      ServerMeter.Reading after,
      MachineUse useBefore,
      MachineUse useAfter,
      NodeStatus statusBefore,
      NodeStatus statusAfter,
      long journalCatchUpMs) {}

  private final DriverOptions options;
  private final int ledgerNumber;
  private final ServerMeter meter;
  private final JsonClient control;
  private final PrintWriter progressOut;
  private final RequestSigner signer;

  /**
   * @param signer signs every request; null for none
   */
  Run(
      DriverOptions options,
      RequestSigner signer,
      int ledgerNumber,
      ServerMeter meter,
      JsonClient control,
      PrintWriter progressOut) {
    this.options = options;
    this.signer = signer;
    this.ledgerNumber = ledgerNumber;
    this.meter = meter;
    this.control = control;
    this.progressOut = progressOut;
  }

  Measured run(long seed) {
    NodeStatus statusBefore = status();
    Window window = Window.of(System.nanoTime(), options.warmUpSeconds, options.seconds());
    List<WorkerStats> stats = new ArrayList<>();
    List<HttpConnection> connections = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    AtomicLong nextIndex = new AtomicLong();
    AtomicLong nextOrderedId = new AtomicLong(1);
    long graceEndNanos = window.endNanos() + TimeUnit.MILLISECONDS.toNanos(GRACE_MS);
    for (int i = 0; i < options.connections(); i++) {
      WorkerStats worker = new WorkerStats(window, options.open());
      HttpConnection connection = new HttpConnection(options.url);
      RequestWriter requests = requests(seed, i, nextOrderedId);
      Worker task =
          new Worker(
              pacing(window, nextIndex),
              requests,
              connection,
              worker,
              () -> System.nanoTime() - graceEndNanos >= 0);
      stats.add(worker);
      connections.add(connection);
      threads.add(new Thread(task, "connection-" + i));
    }
    Progress progress = new Progress(progressOut, options.quiet, window, stats);
    List<Sample> samples = new ArrayList<>();
    samples.add(new Sample(statusBefore, meter.read(), pausedSeconds()));
    threads.forEach(Thread::start);
    watch(window, progress, samples, 0, options.warmUpSeconds);
    ServerMeter.Reading before = meter.read();
    MachineUse useBefore = MachineUse.read(meter.server());
    watch(window, progress, samples, options.warmUpSeconds, window.seconds());
    ServerMeter.Reading after = meter.read();
    MachineUse useAfter = MachineUse.read(meter.server());
    NodeStatus statusAfter = status();
    joinWithin(threads, connections);
    return new Measured(
        window,
        stats,
        progress,
        samples,
        before,
        after,
        useBefore,
        useAfter,
        statusBefore,
        statusAfter,
        drain());
  }

  private RequestWriter requests(long seed, int index, AtomicLong nextOrderedId) {
    long own = SplitMix64.derive(seed, index);
    IdSource ids =
        options.ids == DriverOptions.Ids.ordered
            ? IdSource.ordered(SplitMix64.derive(seed, -1) >>> 1, nextOrderedId)
            : IdSource.random(SplitMix64.derive(own, 1));
    int rows = options.rows();
    Scenario scenario = options.scenario;
    AccountDraw accounts =
        AccountDraw.of(
            scenario.firstAccount(),
            options.accounts(),
            scenario.zipfExponent(),
            SplitMix64.derive(own, 3));
    RowSource source =
        new UniformRows(
            ids, SplitMix64.derive(own, 2), scenario.firstAccount(), options.accounts());
    source = scenario.zipfExponent() == 0 ? source : new DrawnRows(source, accounts);
    source =
        switch (scenario.shape()) {
          case SINGLE_PHASE -> source;
          case TWO_PHASE -> new TwoPhaseRows(source, rows);
          case LINKED -> new LinkedRows(source, scenario.chainRows());
        };
    RequestWriter writes =
        switch (scenario.encoding()) {
          case BINARY -> new BinaryRequests(options.url, source, rows, ledgerNumber, TRANSFER_CODE);
          case JSON -> new JsonRequests(options.url, source, rows, options.ledger, TRANSFER_CODE);
        };
    if (signer != null) {
      return new SignedRequests(writes, signer, RequestHead.PATH);
    }
    return scenario.reads()
        ? new MixedRequests(
            writes, options.url, scenario.readPercent(), accounts, SplitMix64.derive(own, 4))
        : writes;
  }

  private Pacing pacing(Window window, AtomicLong nextIndex) {
    if (!options.open()) {
      return new ClosedPacing(window, System::nanoTime);
    }
    OpenSchedule schedule =
        new OpenSchedule(window.startNanos(), window.endNanos(), options.requestsPerSecond());
    return new OpenPacing(schedule, nextIndex, System::nanoTime, LockSupport::parkNanos);
  }

  /** Looks at the server each second of a part of the run. */
  private void watch(Window window, Progress progress, List<Sample> samples, int from, int to) {
    for (int second = from; second < to; second++) {
      long endNanos = window.startNanos() + (second + 1) * Window.NANOS_PER_SECOND;
      sleepUntil(Math.min(endNanos - window.endNanos(), 0) + window.endNanos());
      Sample sample = new Sample(status(), meter.read(), pausedSeconds());
      samples.add(sample);
      progress.second(second, sample.status());
    }
  }

  private static void sleepUntil(long nanos) {
    long wait = nanos - System.nanoTime();
    while (wait > 0) {
      LockSupport.parkNanos(wait);
      wait = nanos - System.nanoTime();
    }
  }

  private NodeStatus status() {
    try {
      JsonClient.Answer answer = control.get("/v1/status");
      return answer.ok() ? NodeStatus.of(answer.body()) : null;
    } catch (IOException e) {
      // An overloaded or stopped server is shown as a gap; the run goes on.
      return null;
    }
  }

  private OptionalDouble pausedSeconds() {
    try {
      return control.text("/metrics").map(GcPauses::total).orElse(OptionalDouble.empty());
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }

  private void joinWithin(List<Thread> threads, List<HttpConnection> connections) {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MS);
    while (threads.stream().anyMatch(Thread::isAlive) && System.nanoTime() - endNanos < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    // Whoever still waits is ended; those requests are counted as unanswered.
    connections.forEach(HttpConnection::close);
    Threads.join(threads.toArray(new Thread[0]));
  }

  /** Waits for the journal; how long it took in ms, or -1 if it did not catch up in time. */
  private long drain() {
    long start = System.nanoTime();
    long endNanos = start + TimeUnit.SECONDS.toNanos(options.drainSeconds);
    do {
      NodeStatus now = status();
      if (now != null && now.journalledHeight() >= now.settledHeight()) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    } while (System.nanoTime() - endNanos < 0);
    return -1;
  }
}
