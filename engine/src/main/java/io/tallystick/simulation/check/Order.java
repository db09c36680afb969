package io.tallystick.simulation.check;

import io.tallystick.ordering.CommittedEntry;
import io.tallystick.ordering.log.LogStore;
import io.tallystick.simulation.world.Findings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One order: what any node was handed as settled at an index, every node is handed there, for ever.
 * One leader a term, and each has everything that was settled before its term.
 */
public final class Order {
  /** {@code seenInTerm}: the term of the node that was the first to see it settled. */
  private record Settled(CommittedEntry entry, long seenInTerm) {}

  private final Findings findings;
  private final List<Settled> order = new ArrayList<>();
  private final Map<Long, Integer> leaderOfTerm = new HashMap<>();

  public Order(Findings findings) {
    this.findings = findings;
  }

  /** The newest index that any node was handed; 0 if there is none. */
  public long newest() {
    return order.size();
  }

  /** How many terms had a leader. */
  public int leaders() {
    return leaderOfTerm.size();
  }

  /** A node is handed an entry. */
  public void delivered(int node, CommittedEntry entry, long term) {
    if (entry.index() <= order.size()) {
      CommittedEntry known = order.get((int) entry.index() - 1).entry();
      findings.require(
          same(known, entry),
          "one order",
          () ->
              "node "
                  + (node + 1)
                  + " is handed "
                  + text(entry)
                  + "; before it was "
                  + text(known));
      return;
    }
    findings.require(
        entry.index() == order.size() + 1,
        "one order without gaps",
        () -> "node " + (node + 1) + " is handed " + text(entry) + " after " + order.size());
    order.add(new Settled(entry, term));
  }

  private static boolean same(CommittedEntry one, CommittedEntry other) {
    return one.term() == other.term()
        && one.kind() == other.kind()
        && Arrays.equals(
            one.bytes(),
            one.offset(),
            one.offset() + one.length(),
            other.bytes(),
            other.offset(),
            other.offset() + other.length());
  }

  private static String text(CommittedEntry entry) {
    return entry.kind() + " " + entry.index() + "@" + entry.term() + " of " + entry.length();
  }

  /** A node leads in a term. */
  public void leads(int node, long term, LogStore log) {
    Integer other = leaderOfTerm.putIfAbsent(term, node);
    findings.require(
        other == null || other == node,
        "one leader a term",
        () -> "nodes " + (other + 1) + " and " + (node + 1) + " lead in term " + term);
    int newest = order.size();
    while (newest > 0 && order.get(newest - 1).seenInTerm() >= term) {
      newest--;
    }
    if (newest > 0 && newest >= log.firstIndex()) {
      CommittedEntry settled = order.get(newest - 1).entry();
      findings.require(
          log.term(newest) == settled.term(),
          "a leader has everything that is settled",
          () ->
              "node "
                  + (node + 1)
                  + " leads in term "
                  + term
                  + " with term "
                  + log.term(settled.index())
                  + " at the place of "
                  + text(settled));
    }
  }
}
