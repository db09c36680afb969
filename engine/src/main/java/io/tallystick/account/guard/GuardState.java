package io.tallystick.account.guard;

import io.tallystick.account.approval.Approval;
import io.tallystick.account.policy.Policy;
import io.tallystick.ledger.Id;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a guarded account's journal says: its policy, and what waits. Evolves by events alone. */
final class GuardState {
  private Policy policy;
  private long version;
  private final Map<Id, Approval> waiting = new LinkedHashMap<>();

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
