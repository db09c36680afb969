package io.tallystick.load.group;

import io.tallystick.load.crash.Findings;
import io.tallystick.load.process.NodeGroup;
import io.tallystick.load.process.NodeState;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits until a group without load holds the same everywhere, its journal included. */
public final class LevelCheck {
  private static final long LEVEL_MS_MAX = 180_000;

  private final NodeGroup group;
  private final Findings findings;
  private NodeState last;

  public LevelCheck(NodeGroup group, Findings findings) {
    this.group = group;
    this.findings = findings;
  }

  /**
   * Waits; hashes that differ at one height, and nodes that do not get level, are findings.
   *
   * @return how long it took, in ms
   */
  public long await(String when) {
    long start = System.nanoTime();
    boolean level = NodeGroup.await(this::level, LEVEL_MS_MAX);
    if (!level) {
      findings.add(when + ": not level after " + LEVEL_MS_MAX + " ms: " + group.states());
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  /** The newest batch when all were level, {@code HEIGHT:HASH}; empty if they never were. */
  public String head() {
    return last == null ? "" : last.sealedHeight() + ":" + last.sealedHash();
  }

  private boolean level() {
    List<NodeState> states = group.states();
    if (states.size() < group.plan().nodes()) {
      return false;
    }
    String differing = differing(states);
    if (!differing.isEmpty()) {
      findings.add(differing);
      return true;
    }
    NodeState first = states.get(0);
    boolean same =
        states.stream()
            .allMatch(
                state ->
                    state.sealedHeight() == first.sealedHeight()
                        && state.settledHeight() == first.sealedHeight());
    if (same && journalled(states)) {
      last = first;
      return true;
    }
    return false;
  }

  /** Two nodes with other batches at one height, in words; empty if there are none. */
  static String differing(List<NodeState> states) {
    for (NodeState one : states) {
      for (NodeState other : states) {
        boolean comparable = one.sealedHeight() == other.sealedHeight();
        if (comparable && !one.sealedHash().equals(other.sealedHash())) {
          return "nodes " + one.node() + " and " + other.node() + " differ: " + states;
        }
      }
    }
    return "";
  }

  private boolean journalled(List<NodeState> states) {
    return group.cassandra().isEmpty()
        || states.stream()
            .filter(NodeState::leads)
            .anyMatch(leader -> leader.journalledHeight() == leader.settledHeight());
  }
}
