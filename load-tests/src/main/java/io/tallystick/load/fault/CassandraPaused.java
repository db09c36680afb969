package io.tallystick.load.fault;

import io.tallystick.load.crash.HistoryCheck;
import io.tallystick.load.crash.LoadSession;
import io.tallystick.load.driver.NodeStatus;
import io.tallystick.load.http.JsonClient;
import io.tallystick.load.process.NodeProcess;
import io.tallystick.load.process.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Cassandra stands still (SIGSTOP) under load: settling must go on and the lag show; when it goes
 * on (SIGCONT), everything must be journalled.
 */
final class CassandraPaused implements FaultCase {
  private static final long CATCH_UP_MS_MAX = 300_000;
  private static final long QUIET_MS_MAX = 60_000;
  private static final long POLL_MS = 100;

  @Override
  public String name() {
    return "cassandra-paused";
  }

  @Override
  public List<FaultResult> run(FaultBench bench) throws IOException {
    Path folder = bench.newFolder(name());
    Path data = folder.resolve("data");
    Path record = folder.resolve("requests.rec");
    List<FaultResult> results = new ArrayList<>();
    try (NodeProcess node = bench.start(data);
        LoadSession session = bench.load(node, record);
        JsonClient client = new JsonClient(node.url())) {
      FaultBench.pause(bench.options().seconds * 1_000L);
      OptionalLong cassandra = node.cassandra();
      if (cassandra.isEmpty()) {
        bench.findings().add("the node has no Cassandra that could be stopped");
        return results;
      }
      results.add(pause(bench, client, session, cassandra.getAsLong()));
      if (!session.quiesce(QUIET_MS_MAX)) {
        bench.findings().add("clients got no answer within " + QUIET_MS_MAX + " ms");
      }
      results.add(catchUp(bench, client));
      new HistoryCheck(record, bench.findings(), false).check(data, node.url());
      bench.stop(node);
    }
    results.forEach(
        result ->
            bench.say("  " + result.what() + ": " + result.outcome() + ", " + result.detail()));
    return results;
  }

  private static FaultResult pause(
      FaultBench bench, JsonClient client, LoadSession session, long cassandra) throws IOException {
    String what = "Cassandra stopped for " + bench.options().pausedSeconds + " s";
    NodeStatus before = status(client);
    Programs.freeze(cassandra);
    NodeStatus during;
    try {
      FaultBench.pause(bench.options().pausedSeconds * 1_000L);
      during = status(client);
    } finally {
      Programs.thaw(cassandra);
    }
    long settled = during.settledHeight() - before.settledHeight();
    long journalled = during.journalledHeight() - before.journalledHeight();
    String detail =
        String.format(
            Locale.ROOT,
            "%,d batches settled, %,d journalled meanwhile; lag %,d batches, %,d bytes; %d answers"
                + " of 503; journal: %s",
            settled,
            journalled,
            during.journalLagBatches(),
            during.journalLagBytes(),
            session.count("http.503"),
            during.journal());
    boolean good = settled > 0 && during.journalLagBatches() > 0;
    if (!good) {
      bench.findings().add(what + ": " + detail);
    }
    return new FaultResult(what, good ? FaultResult.WENT_ON : FaultResult.WRONG, detail);
  }

  private static FaultResult catchUp(FaultBench bench, JsonClient client) throws IOException {
    long start = System.nanoTime();
    String what = "Cassandra goes on";
    while (true) {
      NodeStatus status = status(client);
      long passedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      if (status.journalledHeight() == status.settledHeight()) {
        return new FaultResult(
            what,
            FaultResult.REPAIRED,
            String.format(
                Locale.ROOT,
                "journalled through %,d after %,d ms",
                status.journalledHeight(),
                passedMs));
      }
      if (passedMs > CATCH_UP_MS_MAX) {
        String wrong = "not journalled after " + passedMs + " ms";
        bench.findings().add(what + ": " + wrong);
        return new FaultResult(what, FaultResult.WRONG, wrong);
      }
      FaultBench.pause(POLL_MS);
    }
  }

  private static NodeStatus status(JsonClient client) throws IOException {
    return NodeStatus.of(client.require("/v1/status"));
  }
}
