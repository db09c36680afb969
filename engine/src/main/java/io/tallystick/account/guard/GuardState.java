package io.tallystick.account.guard;

import io.tallystick.account.approval.Approval;
import io.tallystick.account.policy.Policy;
import io.tallystick.ledger.Id;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a guarded account's journal says: its policy, and what waits. Evolves by events alone. */
final class GuardState {
  private Policy policy;
  private long version;
  private final Map<Id, Approval> waiting = new LinkedHashMap<>();

  GuardState() {}

  private GuardState(GuardState other) {
    policy = other.policy;
    version = other.version;
    waiting.putAll(other.waiting);
  }

  /** What it becomes with one event more; it stays as it is. */
  GuardState with(GuardEvent event) {
    GuardState after = new GuardState(this);
    after.on(event);
    return after;
  }

  /** The fewest events from which the same state evolves. */
  List<GuardEvent> summary() {
    List<GuardEvent> events = new ArrayList<>();
    if (policy != null) {
      events.add(new GuardEvent.PolicySet(version, policy));
    }
    for (Approval open : waiting.values()) {
      events.add(new GuardEvent.Opened(open.unsigned()));
      open.signed().forEach(signed -> events.add(new GuardEvent.Approved(open.what(), signed)));
    }
    return events;
  }

  /** The policy; empty before there is one. */
  Optional<Policy> policy() {
    return Optional.ofNullable(policy);
  }

  /** The policy's version; 0 before there is one. */
  long version() {
    return version;
  }

  /** What waits, oldest first. */
  Map<Id, Approval> waiting() {
    return waiting;
  }

  /** Takes in what happened. */
  void on(GuardEvent event) {
    if (event instanceof GuardEvent.PolicySet set) {
      policy = set.policy();
      version = set.version();
      // Proposals are of the version that comes next, which is this one.
      waiting.values().removeIf(open -> open.kind() == Approval.Kind.POLICY);
    } else if (event instanceof GuardEvent.Opened opened) {
      waiting.put(opened.approval().what(), opened.approval());
    } else if (event instanceof GuardEvent.Approved approved) {
      waiting.computeIfPresent(approved.what(), (what, open) -> open.with(approved.signed()));
    } else if (event instanceof GuardEvent.Ended ended) {
      waiting.remove(ended.what());
    }
  }
}
