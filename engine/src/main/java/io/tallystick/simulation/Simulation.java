package io.tallystick.simulation;

import io.tallystick.batch.BatchHeader;
import io.tallystick.ledger.ApplyOutput;
import io.tallystick.ordering.CommittedEntry;
import io.tallystick.ordering.log.LogStore;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.RaftMessage;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ring.Outcome;
import io.tallystick.simulation.check.Answers;
import io.tallystick.simulation.check.AtRest;
import io.tallystick.simulation.check.Model;
import io.tallystick.simulation.check.Order;
import io.tallystick.simulation.client.SimulatedClient;
import io.tallystick.simulation.client.Submission;
import io.tallystick.simulation.node.NodeBuild;
import io.tallystick.simulation.node.NodePlace;
import io.tallystick.simulation.node.NodeWatcher;
import io.tallystick.simulation.node.SimulatedNode;
import io.tallystick.simulation.world.Findings;
import io.tallystick.simulation.world.Schedule;
import io.tallystick.simulation.world.SimulatedNetwork;
import io.tallystick.simulation.world.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;

/** One run: a group of nodes, its clients and its faults, all out of one seed. */
public final class Simulation {
  private static final long MS = 1_000_000;

  /** How often it is looked whether the group is whole again. */
  private static final long LOOK_NANOS = 100 * MS;

  private static final int[] APPEND_BYTES = {1_024, 4_096, 32_768};

  private final long seed;
  private final SimulationPlan plan;
  private final SplittableRandom random;
  private final Schedule schedule = new Schedule();
  private final Trace trace = new Trace();
  private final Findings findings = new Findings();
  private final Order order = new Order(findings);
  private final Model model = new Model(findings);
  private final Answers answers = new Answers(findings, model);
  private final AtRest atRest = new AtRest(findings, order, model);
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final SimulatedNetwork network;
  private final SimulatedClient client;
  private final Faults faults;

  /** A run of that seed, with nodes built as they are meant to be. */
  public Simulation(long seed, SimulationPlan plan, SimulationMemory memory) {
    this(seed, plan, memory, new NodeBuild());
  }

  /** As above, with nodes built in another way. */
  public Simulation(long seed, SimulationPlan plan, SimulationMemory memory, NodeBuild build) {
    this.seed = seed;
    this.plan = plan;
    this.random = new SplittableRandom(seed);
    int count = random.nextInt(5) == 0 ? 5 : 3;
    network = new SimulatedNetwork(schedule, random.split(), count);
    List<ReplicaId> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(new ReplicaId(i + 1, 1));
    }
    NodePlace place =
        new NodePlace(
            new UUID(random.nextLong(), random.nextLong()),
            Membership.ofVoters(ids),
            APPEND_BYTES[random.nextInt(APPEND_BYTES.length)],
            schedule,
            network,
            trace,
            build,
            new Watch(),
            this::everywhere,
            memory.slots(count));
    List<Consumer<RaftMessage>> receivers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SimulatedNode node = new SimulatedNode(i, place, random.split());
      nodes.add(node);
      receivers.add(node::receive);
    }
    network.connect(receivers);
    client = new SimulatedClient(schedule, trace, random.split(), nodes, new Witness());
    faults =
        new Faults(
            schedule,
            trace,
            random.split(),
            network,
            nodes,
            client,
            plan.faults().isEmpty() ? Faults.draw(random) : plan.faults());
  }

  private long everywhere() {
    return nodes.stream().mapToLong(SimulatedNode::deliveredEver).min().orElse(0);
  }

  private final class Watch implements NodeWatcher {
    private void note(int node, String what, long a, long b) {
      trace.note(schedule.now(), node + 1, what, a, b, 0);
    }

    @Override
    public void leads(int node, long term, LogStore log) {
      note(node, "leads", term, log.lastIndex());
      order.leads(node, term, log);
    }

    @Override
    public void delivered(int node, CommittedEntry entry, long term) {
      note(node, "settled", entry.index(), entry.term());
      order.delivered(node, entry, term);
    }

    @Override
    public void applied(int node, CommittedEntry entry, long height, ApplyOutput output) {
      note(node, "applied", entry.index(), height);
      model.applied(node, entry, height, output);
    }

    @Override
    public void sealed(int node, BatchHeader header, byte[] hash) {
      note(node, "sealed", header.height(), header.recordCount());
      model.sealed(node, header.height(), hash);
    }

    @Override
    public void down(int node, String why) {
      faults.down(node);
    }

    @Override
    public void failed(int node, Throwable cause) {
      findings.found(
          "no node fails by itself", "node " + (node + 1) + ": " + cause.getMessage(), cause);
    }
  }

  private final class Witness implements SimulatedClient.Witness {
    @Override
    public void answered(int node, Submission submission, Outcome outcome) {
      answers.answered(node, submission, outcome);
    }

    @Override
    public long readBegins() {
      return order.newest();
    }

    @Override
    public void readEnds(int node, long mustSee, long saw) {
      findings.require(
          saw >= mustSee,
          "a read sees what was settled before it",
          () -> "node " + (node + 1) + " read at " + saw + ", settled before were " + mustSee);
    }
  }

  /** Runs it. */
  public SimulationResult run() {
    nodes.forEach(SimulatedNode::start);
    client.start();
    faults.start();
    runUntil(plan.faultsMs() * MS);
    faults.end();
    runUntil(schedule.now() + plan.calmMs() * MS);
    client.end();
    long deadline = schedule.now() + plan.healingMaxMs() * MS;
    while (!findings.any() && !isWhole() && schedule.now() < deadline) {
      runUntil(schedule.now() + LOOK_NANOS);
    }
    if (!findings.any()) {
      checkAtRest();
    }
    return result();
  }

  private void runUntil(long nanos) {
    boolean more = true;
    while (more && !findings.any()) {
      more = schedule.step(nanos);
    }
  }

  private boolean isWhole() {
    return client.unanswered() == 0 && nodes.stream().allMatch(atRest::isWhole);
  }

  private void checkAtRest() {
    findings.require(
        isWhole(),
        "liveness",
        () -> client.unanswered() + " bodies without an answer; " + describe());
    if (findings.any()) {
      return;
    }
    for (int i = 0; i < nodes.size(); i++) {
      atRest.compare(i, nodes.get(i));
    }
    int one = random.nextInt(nodes.size());
    atRest.verifyChain(one, nodes.get(one));
    answers.compare(client.submissions());
  }

  private String describe() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < nodes.size(); i++) {
      SimulatedNode node = nodes.get(i);
      text.append("node ").append(i + 1).append(node.isUp() ? ": " : " is down; ");
      if (node.isUp()) {
        text.append(node.replica().status()).append(" applied ");
        text.append(node.pipelines().appliedIndex()).append(" sealed ");
        text.append(node.store().lastHeight()).append("; ");
      }
    }
    return text.append("newest ").append(order.newest()).toString();
  }

  private SimulationResult result() {
    return new SimulationResult(
        seed,
        trace.hash(),
        schedule.done(),
        findings.promise(),
        findings.what(),
        findings.cause(),
        findings.any() ? trace.newest() : List.of(),
        nodes.size(),
        model.height(),
        model.transfers(),
        client.submissions().stream().filter(Submission::done).count(),
        client.reads(),
        order.leaders(),
        nodes.stream().mapToInt(node -> node.process().life() - 1).sum(),
        faults.counts());
  }
}
