package io.tallystick.load.nodes;

import io.tallystick.load.crash.Findings;
import io.tallystick.load.driver.Setup;
import io.tallystick.load.http.JsonClient;
import io.tallystick.load.process.GroupPlan;
import io.tallystick.load.process.NodeCommand;
import io.tallystick.load.process.NodeGroup;
import io.tallystick.load.process.NodeState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Kills the leader of a group under load, again and again. */
final class FailoverMeasurement {
  private static final String LEDGER = "EUR";
  private static final long START_MS_MAX = 240_000;
  private static final long SETTLED_MS_MAX = 60_000;
  private static final long BACK_MS_MAX = 180_000;

  /**
   * Load on the whole group between two kills: each waits until every node sees all of them up (a
   * leader that is killed before is the second loss at a time, and another measurement), and then
   * this long.
   */
  private static final int BEFORE_MS_MIN = 5_000;

  private static final int BEFORE_MS_MAX = 7_000;
  private static final int WARM_UP_MS = 5_000;

  private final NodesOptions options;
  private final GroupPlan plan;
  private final long seed;
  private final NodeCommand command;
  private final Consumer<FailoverRun> told;
  private final Findings findings = new Findings();

  FailoverMeasurement(
      NodesOptions options,
      GroupPlan plan,
      long seed,
      NodeCommand command,
      Consumer<FailoverRun> told) {
    this.options = options;
    this.plan = plan;
    this.seed = seed;
    this.command = command;
    this.told = told;
  }

  FailoverResult measure() throws IOException {
    try (NodeGroup group = NodeGroup.prepare(plan, command, true, seed)) {
      group.start(START_MS_MAX);
      BulkRows rows = new BulkRows(seed, options.rows, prepare(group));
      BulkLoad load = new BulkLoad(group.urls(), rows, options.load, findings);
      List<FailoverRun> runs = new ArrayList<>();
      try (load) {
        load.start();
        Steps.pause(WARM_UP_MS);
        SplittableRandom random = new SplittableRandom(seed);
        for (int number = 1; number <= options.kills; number++) {
          Steps.pause(random.nextInt(BEFORE_MS_MIN, BEFORE_MS_MAX));
          FailoverRun run = kill(group, load, number);
          runs.add(run);
          told.accept(run);
        }
      }
      long created = check(group, rows, load);
      return new FailoverResult(runs, findings, load.bodies(), load.unknown(), created);
    }
  }

  private static int prepare(NodeGroup group) throws IOException {
    try (JsonClient client = new JsonClient(group.url(1))) {
      Setup setup = new Setup(client);
      int ledger = setup.ledger(LEDGER);
      setup.accounts(LEDGER, BulkRows.FIRST_ACCOUNT, BulkRows.ACCOUNTS);
      return ledger;
    }
  }

  private FailoverRun kill(NodeGroup group, BulkLoad load, int number) {
    int leader = group.awaitLeader(SETTLED_MS_MAX);
    long killNanos = System.nanoTime();
    group.kill(leader);
    // Dead now: no body that is first sent from here on can be answered by it.
    load.arm(System.nanoTime());
    long firstNanos = load.awaitFirstNew(SETTLED_MS_MAX);
    Steps.require(
        firstNanos > 0, "nothing_settled", "nothing was settled within " + SETTLED_MS_MAX);
    long startNanos = System.nanoTime();
    group.launch(leader);
    Steps.require(
        NodeGroup.await(() -> group.ready(leader) || !group.alive(leader), BACK_MS_MAX)
            && group.alive(leader),
        "node_not_back",
        "node " + leader + " did not come back; see " + plan.log(leader));
    long goal = group.states().stream().mapToLong(NodeState::settledHeight).max().orElse(0);
    Steps.require(
        NodeGroup.await(
            () -> group.state(leader).map(state -> state.appliedHeight() >= goal).orElse(false),
            BACK_MS_MAX),
        "node_not_level",
        "node " + leader + " did not reach height " + goal);
    long backMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    Steps.require(group.awaitHealthy(BACK_MS_MAX), "not_whole", "not whole: " + group.states());
    Steps.require(group.awaitWhole(BACK_MS_MAX), "not_whole", "not whole: " + group.views());
    return new FailoverRun(
        number, leader, TimeUnit.NANOSECONDS.toMillis(firstNanos - killNanos), backMs);
  }

  /** Everything answered is there once, on every node and in the journal. */
  private long check(NodeGroup group, BulkRows rows, BulkLoad load) throws IOException {
    BulkCheck check = new BulkCheck(rows, load.answered(), findings);
    FinalCheck.run(group, plan, command, findings, check, check::end);
    return check.created();
  }
}
