package io.tallystick.account.policy;

import io.tallystick.account.policy.Verdict.Allowed;
import io.tallystick.account.policy.Verdict.Refused;
import io.tallystick.account.policy.Verdict.Waits;
import io.tallystick.ledger.Id;

/** Judges debits by a policy. The first rule that is against one is told. */
public final class PolicyRules {
  private PolicyRules() {}

  /**
   * What becomes of a debit.
   *
   * @param amount minor units that it names, of which at most so many are debited
   * @param credited the account that gets them
   * @param approved how many approvers have agreed
   * @param now see {@link WindowUse#within}
   */
  public static Verdict judge(
      Policy policy, long amount, Id credited, int approved, WindowUse use, long now) {
    if (policy.frozen()) {
      return new Refused("frozen", "The account is frozen.");
    }
    if (!policy.counterparties().isEmpty() && !policy.counterparties().contains(credited)) {
      return new Refused(
          "counterparty", "The credited account is not among the account's counterparties.");
    }
    if (amount < 0 || amount > policy.transferMax()) {
      return new Refused(
          "transfer_max",
          "One transfer is of at most " + policy.transferMax() + " minor units, balancing or not.");
    }
    for (WindowLimit window : policy.windows()) {
      Refused refused = window(window, amount, use, now);
      if (refused != null) {
        return refused;
      }
    }
    int needed = policy.approvalsFor(amount);
    return approved < needed ? new Waits(needed) : new Allowed();
  }

  private static Refused window(WindowLimit window, long amount, WindowUse use, long now) {
    WindowUse.Debits used = use.within(window, now);
    if (window.amountMax() != Policy.NO_LIMIT
        && WindowUse.sum(used.amount(), amount) > window.amountMax()) {
      return new Refused(
          "window_amount",
          "At most "
              + window.amountMax()
              + " minor units within "
              + window.seconds()
              + " s; "
              + used.amount()
              + " are used or granted.");
    }
    if (window.countMax() != Policy.NO_LIMIT && used.count() >= window.countMax()) {
      return new Refused(
          "window_count",
          "At most "
              + window.countMax()
              + " debits within "
              + window.seconds()
              + " s; "
              + used.count()
              + " are used or granted.");
    }
    return null;
  }
}
