package io.tallystick.simulation.check;

import io.tallystick.ledger.model.NaiveLedger;
import io.tallystick.ring.Outcome;
import io.tallystick.simulation.client.Submission;
import io.tallystick.simulation.world.Findings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What clients were told is what stands in the order: an outcome names a batch that holds the body
 * with these results, and what was refused as never having entered is not there.
 */
public final class Answers {
  private final Findings findings;
  private final Model model;

  public Answers(Findings findings, Model model) {
    this.findings = findings;
    this.model = model;
  }

  /** A node answered. */
  public void answered(int node, Submission submission, Outcome outcome) {
    findings.require(
        isThere(submission, outcome),
        "acknowledged means there",
        () ->
            "node "
                + (node + 1)
                + " answered body "
                + submission.number()
                + " with results that batch "
                + outcome.height()
                + " does not have");
  }

  private boolean isThere(Submission submission, Outcome outcome) {
    if (outcome.height() < 1 || outcome.height() > model.height()) {
      return false;
    }
    SettledBatch batch = model.batch(outcome.height());
    BodyKey key = keyOf(submission);
    for (SettledBatch.SettledBody body : batch.bodies()) {
      if (body.key().equals(key) && same(batch.answers(), body, outcome)) {
        return true;
      }
    }
    return false;
  }

  private static BodyKey keyOf(Submission submission) {
    byte[] records = submission.body().records();
    return new BodyKey(records, 0, records.length);
  }

  private static boolean same(
      List<NaiveLedger.Answer> answers, SettledBatch.SettledBody body, Outcome outcome) {
    for (int row = 0; row < body.rows(); row++) {
      NaiveLedger.Answer answer = answers.get(body.first() + row);
      boolean firstGiven = outcome.firstResults() != null;
      if (answer.result() != outcome.results()[row]
          || answer.timestamp() != outcome.timestamps()[row]
          || answer.firstResult() != (firstGiven ? outcome.firstResults()[row] : 0)
          || answer.firstTimestamp() != (firstGiven ? outcome.firstTimestamps()[row] : 0)) {
        return false;
      }
    }
    return true;
  }

  /** At the end: every body stands in the order as often as its sendings allow. */
  public void compare(List<Submission> submissions) {
    Map<BodyKey, Integer> copies = new HashMap<>();
    for (SettledBatch batch : model.batches()) {
      batch.bodies().forEach(body -> copies.merge(body.key(), 1, Integer::sum));
    }
    Map<BodyKey, int[]> sums = new HashMap<>();
    for (Submission submission : submissions) {
      int[] sum = sums.computeIfAbsent(keyOf(submission), key -> new int[2]);
      sum[0] += submission.settled();
      sum[1] += submission.sent() - submission.refused();
    }
    for (Submission submission : submissions) {
      int found = copies.getOrDefault(keyOf(submission), 0);
      int[] sum = sums.get(keyOf(submission));
      findings.require(
          found >= sum[0],
          "acknowledged means there",
          () ->
              "body " + submission.number() + " was settled " + sum[0] + " times, found " + found);
      findings.require(
          found <= sum[1],
          "refused means never entered",
          () ->
              "body "
                  + submission.number()
                  + " may have entered "
                  + sum[1]
                  + " times, found "
                  + found);
    }
    copies.keySet().removeAll(sums.keySet());
    findings.require(
        copies.isEmpty(),
        "nothing is invented",
        () -> copies.size() + " bodies of the order were sent by nobody");
  }
}
