package io.tallystick.load.nodes;

import io.tallystick.load.crash.Findings;
import io.tallystick.load.driver.Setup;
import io.tallystick.load.http.JsonClient;
import io.tallystick.load.process.GroupPlan;
import io.tallystick.load.process.NodeCommand;
import io.tallystick.load.process.NodeGroup;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Kills nodes on which guarded accounts live, the leader and a follower by turns, under load. */
final class GuardedFailover {
  private static final long START_MS_MAX = 240_000;
  private static final long SETTLED_MS_MAX = 60_000;
  private static final long BACK_MS_MAX = 180_000;

  /** How long accounts are watched after a kill at least: longer than the resolver decides. */
  private static final long WATCH_MS = 20_000;

  private static final long WARM_UP_MS = 5_000;
  private static final int PERIOD_MS = 500;

  /** A killed node had this part of its share at least: as many accounts moved back to it. */
  private static final double SHARE_MIN = 0.6;

  /**
   * And no account moved for so long: more than a round of Cluster Sharding's moves (5 s) and the
   * time in which nodes ask where shards are (2 s). A shard that moves in the second in which its
   * coordinator dies has no place until the resolver has decided, wherever it was.
   */
  private static final long UNMOVED_MS = 8_000;

  private final GuardedPlan plan;
  private final GroupPlan group;
  private final int kills;
  private final long seed;
  private final NodeCommand command;
  private final Consumer<GuardedRun> told;
  private final Findings findings = new Findings();

  GuardedFailover(
      GuardedPlan plan,
      GroupPlan group,
      int kills,
      long seed,
      NodeCommand command,
      Consumer<GuardedRun> told) {
    this.plan = plan;
    this.group = group;
    this.kills = kills;
    this.seed = seed;
    this.command = command;
    this.told = told;
  }

  GuardedResult measure() throws IOException {
    try (NodeGroup nodes = NodeGroup.prepare(group, command, true, seed)) {
      nodes.start(START_MS_MAX);
      prepare(nodes.url(1));
      GuardedLoad load = new GuardedLoad(plan, nodes.urls(), PERIOD_MS, findings);
      List<GuardedRun> runs = new ArrayList<>();
      try (load) {
        load.start();
        Steps.pause(WARM_UP_MS);
        for (int number = 1; number <= kills; number++) {
          GuardedRun run = kill(nodes, load, number);
          runs.add(run);
          told.accept(run);
        }
      }
      long created = check(nodes, load);
      return new GuardedResult(runs, findings, load.sent(), load.unknown(), created);
    }
  }

  private void prepare(URI node) throws IOException {
    try (JsonClient client = new JsonClient(node)) {
      new Setup(client).ledger(GuardedPlan.LEDGER);
      JsonClient.Answer made = client.post("/v1/accounts", plan.accountsBody());
      Steps.require(made.ok(), "setup_refused", "accounts: " + made.status() + " " + made.body());
      for (int account = 0; account < plan.accounts(); account++) {
        String path = "/v1/accounts/" + plan.accountId(account) + "/policy";
        String policy = plan.policyBody(account);
        Steps.require(
            NodeGroup.await(() -> set(client, path, policy), SETTLED_MS_MAX),
            "setup_refused",
            "no policy for account " + account);
      }
    }
  }

  private static boolean set(JsonClient client, String path, String policy) {
    try {
      JsonClient.Answer answer = client.post(path, policy);
      return answer.ok() || answer.body().toString().contains("version_conflict");
    } catch (IOException e) {
      return false;
    }
  }

  private GuardedRun kill(NodeGroup nodes, GuardedLoad load, int number) throws IOException {
    int leader = nodes.awaitLeader(SETTLED_MS_MAX);
    boolean led = number % 2 == 1;
    int victim = led ? leader : leader % group.nodes() + 1;
    List<URI> survivors =
        group.numbers().stream().filter(node -> node != victim).map(nodes::url).toList();
    int[] homes = awaitShare(survivors.get(0), victim);
    load.ask(survivors);
    nodes.kill(victim);
    long killNanos = System.nanoTime();
    plan.measured().forEach(account -> load.debtor(account).begin(killNanos));
    Steps.require(
        NodeGroup.await(
            () -> plan.measured().allMatch(account -> load.debtor(account).isBack()),
            SETTLED_MS_MAX),
        "accounts_not_back",
        "not all guarded accounts answered within " + SETTLED_MS_MAX + " ms");
    Steps.pause(WATCH_MS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killNanos));
    long endNanos = System.nanoTime();
    List<GuardedRun.Outage> lost = new ArrayList<>();
    List<GuardedRun.Outage> others = new ArrayList<>();
    plan.measured()
        .forEach(
            account ->
                (homes[account] == victim ? lost : others).add(load.debtor(account).end(endNanos)));
    nodes.launch(victim);
    Steps.require(
        nodes.awaitHealthy(BACK_MS_MAX), "node_not_back", "node " + victim + " did not come back");
    load.ask(nodes.urls());
    return new GuardedRun(number, victim, led, lost, others);
  }

  /** Waits until a node has its share of the accounts, and none moves; where each one is. */
  private int[] awaitShare(URI node, int victim) throws IOException {
    int[] homes = new int[plan.wide()];
    double least = SHARE_MIN * plan.wide() / group.nodes();
    AtomicLong movedNanos = new AtomicLong(System.nanoTime());
    try (JsonClient client = new JsonClient(node)) {
      boolean shared =
          NodeGroup.await(
              () -> {
                int there = 0;
                for (int account = 0; account < plan.wide(); account++) {
                  int home = home(client, account);
                  if (home != homes[account]) {
                    homes[account] = home;
                    movedNanos.set(System.nanoTime());
                  }
                  there += home == victim ? 1 : 0;
                }
                long unmovedNanos = System.nanoTime() - movedNanos.get();
                return there >= least && unmovedNanos > TimeUnit.MILLISECONDS.toNanos(UNMOVED_MS);
              },
              BACK_MS_MAX);
      Steps.require(shared, "no_share", "node " + victim + " got no share of the guarded accounts");
    }
    return homes;
  }

  private int home(JsonClient client, int account) {
    try {
      return client
          .get("/v1/accounts/" + plan.accountId(account) + "/policy")
          .body()
          .path("node")
          .asInt();
    } catch (IOException e) {
      return 0;
    }
  }

  private long check(NodeGroup nodes, GuardedLoad load) throws IOException {
    GuardedCheck check = new GuardedCheck(plan, load::debtor, findings);
    FinalCheck.run(nodes, group, command, findings, check, check::end);
    return check.created();
  }
}
