package io.tallystick.account.guard;

import io.tallystick.account.approval.Approval;
import io.tallystick.account.policy.Policy;
import io.tallystick.ledger.Id;

/** What happened to a guarded account, as its journal keeps it. */
sealed interface GuardEvent {
  /** The policy became another. */
  record PolicySet(long version, Policy policy) implements GuardEvent {}

  /** Something waits from now on. */
  record Opened(Approval approval) implements GuardEvent {}

  /** Someone approved. */
  record Approved(Id what, Approval.Signed signed) implements GuardEvent {}

  /**
   * Nothing waits any more.
   *
   * @param how see {@link End}
   * @param detail the settled transfer's result, else 0
   */
  record Ended(Id what, End how, int detail) implements GuardEvent {}

  /** How a wait ends. */
  enum End {
    /** The transfer was ordered; what it became is its result. */
    SETTLED,
    /** It waited too long. */
    EXPIRED,
    /** The policy forbids it by now. */
    REFUSED
  }
}
