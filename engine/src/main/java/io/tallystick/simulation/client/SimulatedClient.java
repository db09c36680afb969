package io.tallystick.simulation.client;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ring.Body;
import io.tallystick.ring.Outcome;
import io.tallystick.simulation.node.SimulatedNode;
import io.tallystick.simulation.world.Schedule;
import io.tallystick.simulation.world.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;

/**
 * Clients of the group. Each body goes to some node, after a refusal or an unknown outcome to
 * another, the same bytes again, until there is an answer. Requests and answers may be lost.
 */
public final class SimulatedClient {
  private static final long MS = 1_000_000;
  private static final int UNANSWERED_MAX = 40;
  private static final long TIMEOUT_NANOS = 2_000 * MS;
  private static final long LOOK_NANOS = 10 * MS;

  /** Hears what clients are told and see. */
  public interface Witness {
    /** A node answers with an outcome; whether the answer arrives is another matter. */
    void answered(int node, Submission submission, Outcome outcome);

    /** A linearizable read begins; gives what it must see at least. */
    long readBegins();

    /** It saw everything up to that log index. */
    void readEnds(int node, long mustSee, long saw);
  }

  private final Schedule schedule;
  private final Trace trace;
  private final SplittableRandom random;
  private final List<SimulatedNode> nodes;
  private final Witness witness;
  private final Workload workload;
  private final List<Submission> submissions = new ArrayList<>();
  private double lossShare;
  private int unanswered;
  private boolean ended;
  private int likelyLeader;
  private long reads;

  public SimulatedClient(
      Schedule schedule,
      Trace trace,
      SplittableRandom random,
      List<SimulatedNode> nodes,
      Witness witness) {
    this.schedule = schedule;
    this.trace = trace;
    this.random = random;
    this.nodes = nodes;
    this.witness = witness;
    this.workload = new Workload(random.split());
  }

  /** Begins: ledgers first, accounts once they are there, then the rest. */
  public void start() {
    Submission ledgers = begin(Workload.ledgers());
    after(ledgers, () -> after(begin(Workload.accounts()), this::next));
  }

  private void after(Submission submission, Runnable then) {
    if (submission.done()) {
      then.run();
    } else {
      schedule.in(LOOK_NANOS, () -> after(submission, then));
    }
  }

  /** No new bodies from now on; those that have no answer are still sent again. */
  public void end() {
    ended = true;
    lossShare = 0;
  }

  /** From now on that share of requests, and of answers, is lost. */
  public void lose(double share) {
    lossShare = share;
  }

  /** Everything that was ever submitted. */
  public List<Submission> submissions() {
    return submissions;
  }

  /** How many bodies have no answer yet. */
  public int unanswered() {
    return unanswered;
  }

  /** Linearizable reads that were confirmed. */
  public long reads() {
    return reads;
  }

  private void next() {
    if (ended) {
      return;
    }
    if (unanswered < UNANSWERED_MAX) {
      begin(workload.next());
    }
    if (random.nextInt(12) == 0) {
      read(random.nextInt(nodes.size()));
    }
    schedule.in(random.nextLong(MS, 14 * MS), this::next);
  }

  private Submission begin(Body body) {
    Submission submission = new Submission(submissions.size() + 1, body);
    submissions.add(submission);
    unanswered++;
    send(submission);
    return submission;
  }

  private void send(Submission submission) {
    if (submission.done()) {
      return;
    }
    int to = random.nextInt(4) > 0 ? likelyLeader : random.nextInt(nodes.size());
    int attempt = submission.sent() + 1;
    submission.wasSent();
    if (random.nextDouble() >= lossShare) {
      schedule.in(delay(), () -> arrive(to, submission, attempt));
    }
    schedule.in(
        TIMEOUT_NANOS,
        () -> {
          if (submission.sent() == attempt && !submission.done()) {
            likelyLeader = random.nextInt(nodes.size());
            send(submission);
          }
        });
  }

  private long delay() {
    return random.nextLong(MS / 20, 2 * MS);
  }

  private void arrive(int to, Submission submission, int attempt) {
    SimulatedNode node = nodes.get(to);
    if (!node.isUp()) {
      // Nobody listens: the client knows that nothing was taken.
      submission.wasRefused();
      again(submission, attempt);
      return;
    }
    schedule.in(
        0,
        node.process(),
        () ->
            node.submit(submission.body(), random.nextLong(500 * MS, 2_000 * MS))
                .whenComplete(
                    (outcome, problem) -> answer(to, submission, attempt, outcome, problem)));
  }

  private void answer(
      int node, Submission submission, int attempt, Outcome outcome, Throwable problem) {
    if (outcome != null) {
      submission.wasSettled();
      schedule.in(0, () -> witness.answered(node, submission, outcome));
    } else if (neverEntered(problem)) {
      submission.wasRefused();
    }
    if (random.nextDouble() < lossShare) {
      return;
    }
    schedule.in(
        delay(),
        () -> {
          trace.note(
              schedule.now(),
              node + 1,
              outcome == null ? "refusal" : "answer",
              submission.number(),
              attempt,
              outcome == null ? 0 : outcome.height());
          if (outcome != null) {
            likelyLeader = node;
            finish(submission);
          } else {
            again(submission, attempt);
          }
        });
  }

  /** The outcome is known: none. */
  private static boolean neverEntered(Throwable problem) {
    Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
    return cause instanceof TallystickException known
        && (known.kind() == ErrorKind.UNAVAILABLE || known.kind() == ErrorKind.TOO_MANY);
  }

  /** Sends it again, unless that has been done since that attempt. */
  private void again(Submission submission, int attempt) {
    likelyLeader = random.nextInt(nodes.size());
    schedule.in(
        random.nextLong(20 * MS, 200 * MS),
        () -> {
          if (submission.sent() == attempt) {
            send(submission);
          }
        });
  }

  private void finish(Submission submission) {
    if (!submission.done()) {
      submission.finish();
      unanswered--;
    }
  }

  private void read(int number) {
    SimulatedNode node = nodes.get(number);
    if (!node.isUp()) {
      return;
    }
    long mustSee = witness.readBegins();
    schedule.in(
        0,
        node.process(),
        () ->
            node.read(
                index -> {
                  reads++;
                  schedule.in(0, () -> witness.readEnds(number, mustSee, index));
                }));
  }
}
