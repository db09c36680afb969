package io.tallystick.cli.cluster.demo;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.Console;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Retries;
import io.tallystick.cli.cluster.ClusterView;
import io.tallystick.cli.cluster.NodeView;
import io.tallystick.cli.demo.DemoPlan;
import io.tallystick.cli.demo.DemoSetup;
import io.tallystick.cli.demo.DemoWorkload;
import io.tallystick.cli.format.ProgressLine;
import io.tallystick.cli.format.Quantities;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Settles at full speed, kills the leader, starts it again, and looks whether anything that was
 * answered is missing and whether all nodes end with the same head.
 */
public final class ClusterDemo {
  private static final long RETRY_FOR_MS = 60_000;
  private static final long LOOK_MS = 50;

  /** Answers this long before the kill and after the recovery are checked. */
  private static final long CHECKED_MS = 1_000;

  private static final long NANOS_PER_MS = 1_000_000L;

  private final ClusterActions cluster;
  private final DemoPlan plan;
  private final DemoTimes times;
  private final Console console;
  private final List<RateChart.Mark> marks = new ArrayList<>();
  private long startNanos;

  public ClusterDemo(ClusterActions cluster, DemoPlan plan, DemoTimes times, Console console) {
    this.cluster = cluster;
    this.plan = plan;
    this.times = times;
    this.console = console;
  }

  /** Does it all. */
  public DemoOutcome run() {
    NodeView leader = requireLeader(cluster.look());
    DemoWorkload workload =
        new DemoSetup(new ApiClient(leader.url()), Retries.of(RETRY_FOR_MS), console).run(plan);
    ClusterLoad load = new ClusterLoad(plan, workload, new FailoverSender(urls(leader)));
    try (ProgressLine progress = new ProgressLine(console, System::nanoTime)) {
      startNanos = System.nanoTime();
      load.start();
      return watch(load, leader.node(), progress);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "interrupted", "The demonstration was interrupted.", e);
    }
  }

  private DemoOutcome watch(ClusterLoad load, int killed, ProgressLine progress)
      throws InterruptedException {
    Settled settled = load.settled();
    loadFor(times.beforeKill(), load, progress);
    long killNanos = System.nanoTime();
    cluster.kill(killed);
    mark(killNanos, progress, "node " + killed + ", the leader, was killed");
    until(() -> nextLeader(killed) != 0, times.recoveryMax(), load, "another node to lead");
    int leader = nextLeader(killed);
    long ledNanos = System.nanoTime();
    until(
        () -> settled.anyAfter(ledNanos), times.recoveryMax(), load, "a transfer to settle again");
    Settled.Gap gap = settled.longestGap(killNanos, System.nanoTime());
    mark(
        gap.toNanos(),
        progress,
        "node " + leader + " leads; nothing settled for " + Quantities.duration(nanos(gap.ms())));
    loadFor(times.afterRecovery(), load, progress);
    long restartNanos = System.nanoTime();
    mark(restartNanos, progress, "node " + killed + " was started again");
    cluster.restart(killed);
    long backNanos = System.nanoTime();
    mark(backNanos, progress, "node " + killed + " has caught up");
    loadFor(times.afterRestart(), load, progress);
    load.stop();
    long endNanos = System.nanoTime();
    long columnMs = RateChart.columnMs((endNanos - startNanos) / NANOS_PER_MS);
    long[] columns = settled.perSlice(startNanos, endNanos, nanos(columnMs));
    long[] checked = check(load, killNanos, gap.toNanos(), progress);
    return new DemoOutcome(
        settled.rows(),
        load.refused(),
        killed,
        leader,
        gap.ms(),
        (backNanos - restartNanos) / NANOS_PER_MS,
        checked[0],
        checked[1],
        RateChart.lines(
            "settled/s, as " + plan.connections() + " callers saw it", columns, columnMs, marks),
        columnMs,
        Arrays.stream(columns).boxed().toList(),
        awaitLevel(progress));
  }

  private void loadFor(long ms, ClusterLoad load, ProgressLine progress)
      throws InterruptedException {
    long end = System.nanoTime() + nanos(ms);
    while (System.nanoTime() - end < 0) {
      load.check();
      long elapsed = System.nanoTime() - startNanos;
      long rows = load.settled().rows();
      progress.update(
          () ->
              "load      "
                  + Quantities.count(rows)
                  + " settled, "
                  + Quantities.rate(rows, elapsed));
      Thread.sleep(LOOK_MS);
    }
  }

  private static void until(BooleanSupplier holds, long ms, ClusterLoad load, String what)
      throws InterruptedException {
    long end = System.nanoTime() + nanos(ms);
    while (!holds.getAsBoolean()) {
      load.check();
      if (System.nanoTime() - end > 0) {
        throw TallystickException.of(
            ErrorKind.UNAVAILABLE,
            "no_recovery",
            "Waited " + ms / 1_000 + " s for " + what + " after the leader was killed.");
      }
      Thread.sleep(LOOK_MS);
    }
  }

  /** A node other than the killed one that says it leads; 0 while none does. */
  private int nextLeader(int killed) {
    return cluster
        .look()
        .leader()
        .filter(node -> node.node() != killed)
        .map(NodeView::node)
        .orElse(0);
  }

  private void mark(long atNanos, ProgressLine progress, String text) {
    marks.add(new RateChart.Mark((atNanos - startNanos) / NANOS_PER_MS, text));
    progress.note(text);
  }

  /** Sends once more what was answered around the kill: transfers checked, and those missing. */
  private static long[] check(
      ClusterLoad load, long killNanos, long recoveredNanos, ProgressLine progress)
      throws InterruptedException {
    List<Settled.Answer> answers =
        load.settled().between(killNanos - nanos(CHECKED_MS), recoveredNanos + nanos(CHECKED_MS));
    long rows = 0;
    long lost = 0;
    for (Settled.Answer answer : answers) {
      lost += load.resend(answer.body());
      rows += answer.rows();
      long done = rows;
      progress.update(() -> "checking  " + Quantities.count(done) + " answered around the kill");
    }
    return new long[] {rows, lost};
  }

  private ClusterView awaitLevel(ProgressLine progress) throws InterruptedException {
    long end = System.nanoTime() + nanos(times.levelMax());
    ClusterView view = cluster.look();
    while (!view.level() && System.nanoTime() - end < 0) {
      progress.update(() -> "waiting   until all nodes hold the same head");
      Thread.sleep(LOOK_MS);
      view = cluster.look();
    }
    return view;
  }

  private static NodeView requireLeader(ClusterView view) {
    if (!view.healthy() || view.nodes().size() < 3) {
      throw TallystickException.of(
          ErrorKind.UNPROCESSABLE,
          "cluster_not_healthy",
          "The demonstration kills the leader: it needs three nodes or more that all answer.");
    }
    return view.leader().orElseThrow();
  }

  private List<URI> urls(NodeView leader) {
    List<URI> urls = new ArrayList<>();
    urls.add(leader.url());
    for (NodeView node : cluster.look().nodes()) {
      if (node.node() != leader.node()) {
        urls.add(node.url());
      }
    }
    return urls;
  }

  private static long nanos(long ms) {
    return TimeUnit.MILLISECONDS.toNanos(ms);
  }
}
