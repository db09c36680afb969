package io.tallystick.account;

import io.tallystick.account.policy.Policy;
import io.tallystick.ledger.Id;
import io.tallystick.ring.Body;

/** What an account's actor is asked. */
public interface AccountCommand {
  /** Commands that come from outside and are answered. */
  sealed interface Asked extends AccountCommand, AccountMessage
      permits Submit, SetPolicy, Show, Approve {
    AccountReply reply();
  }

  /**
   * A single that debits the account.
   *
   * @param body one row of transfers, without a grant
   * @param deadlineNanos {@link System#nanoTime()} of this node
   */
  record Submit(Body body, long deadlineNanos, AccountReply reply) implements Asked {}

  /**
   * Proposes a policy.
   *
   * @param ifVersion the version that it replaces; 0 where there is none
   * @param maker id of the key that asks; {@link Id#ZERO} where none does
   */
  record SetPolicy(Policy policy, long ifVersion, Id maker, AccountReply reply) implements Asked {}

  /** Shows policy, use, and what waits. */
  record Show(AccountReply reply) implements Asked {}

  /**
   * Approves what waits.
   *
   * @param what the transfer's id, or that of the proposed policy
   * @param key id of the approving key
   * @param signature of what waits' statement
   */
  record Approve(Id what, Id key, byte[] signature, AccountReply reply) implements Asked {}

  /** The actor is not needed here any more: it ends once it has answered what is under way. */
  record Stop() implements AccountCommand {}
}
