package io.tallystick.account;

import io.tallystick.account.policy.Policy;
import io.tallystick.ledger.Id;
import io.tallystick.ring.Body;

/** What an account's actor is asked and told. */
public interface AccountCommand {
  /** Code of the answer to {@link GrantRows} where the account has no policy. */
  String POLICY_MISSING = "policy_missing";

  /**
   * Code of the answer to {@link GrantRows} where the same rows are granted and not decided yet.
   */
  String CHAIN_UNDER_WAY = "chain_under_way";

  /** What comes from outside the actor, of this node or another. */
  sealed interface Sent extends AccountCommand, AccountMessage permits Asked, Conclude {}

  /** Commands that are answered. */
  sealed interface Asked extends Sent
      permits Submit, SetPolicy, Show, ShowWaiting, Approve, GrantRows {
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
   * Shows a page of what waits for approvals, oldest first.
   *
   * @param after the cursor of the page before; null for the first
   * @param limit most that is shown
   */
  record ShowWaiting(WaitingCursor after, int limit, AccountReply reply) implements Asked {}

  /**
   * Approves what waits.
   *
   * @param what the transfer's id, or that of the proposed policy
   * @param key id of the approving key
   * @param signature of what waits' statement
   */
  record Approve(Id what, Id key, byte[] signature, AccountReply reply) implements Asked {}

  /**
   * Asks for a grant of the rows of a chain that debit the account. What is granted counts as used
   * until a {@link Conclude} of the same chain says what became of it, or until the actor has
   * claimed anew.
   *
   * @param chain chosen at random by whoever collects, for this chain alone
   * @param rows request records of 128 bytes each, in the chain's order
   * @param deadlineNanos {@link System#nanoTime()} of this node, after which nothing is granted
   */
  record GrantRows(Id chain, byte[] rows, long deadlineNanos, AccountReply reply)
      implements Asked {}

  /**
   * Says what became of a chain. Not answered; where it is lost, the actor claims anew.
   *
   * @param timestamps of the granted rows, ns since 1970, where the chain was settled; else empty
   */
  record Conclude(Id chain, Conclusion how, long[] timestamps) implements Sent {}

  /** What can become of a chain with grants. */
  enum Conclusion {
    /** All of it took effect. */
    SETTLED(1),
    /** Nothing of it took effect, and under these grants nothing ever will. */
    NOTHING(2),
    /** Nothing of it took effect, since the ledger knows of a newer claim than this grant's. */
    STALE(3),
    /** It may yet take effect. */
    UNKNOWN(4);

    private final int number;

    Conclusion(int number) {
      this.number = number;
    }

    /** The number in messages. */
    public int number() {
      return number;
    }
  }

  /** The actor is not needed here any more: it ends once it has answered what is under way. */
  record Stop() implements AccountCommand {}
}
