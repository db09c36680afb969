package io.tallystick.account.policy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import java.util.Comparator;
import java.util.List;

/**
 * What may be debited from a guarded account, and who must agree. Lists are sorted and without
 * doubles, so that equal policies have equal bytes.
 *
 * @param frozen nothing is debited
 * @param transferMax most minor units of one transfer; {@link #NO_LIMIT} for any
 * @param windows limits over rolling windows, all of which hold; at most {@link #WINDOWS_MAX}
 * @param counterparties accounts that may be credited; empty for any; at most {@link
 *     #COUNTERPARTIES_MAX}
 * @param approvers ids of the keys that approve; at most {@link #APPROVERS_MAX}
 * @param approvals how many of them a transfer needs; 0 for none
 * @param approvalsAbove transfers of at most so many minor units need none
 * @param approvalSeconds how long a transfer, or a change of the policy, waits for them
 * @param changeApprovals how many of them, the proposer's own key not counted, a change of the
 *     policy needs; 0 for none
 */
public record Policy(
    boolean frozen,
    long transferMax,
    List<WindowLimit> windows,
    List<Id> counterparties,
    List<Id> approvers,
    int approvals,
    long approvalsAbove,
    long approvalSeconds,
    int changeApprovals) {
  /** Stands for no limit. */
  public static final long NO_LIMIT = Long.MAX_VALUE;

  /** Most limits over windows. */
  public static final int WINDOWS_MAX = 8;

  /** Most counterparties. */
  public static final int COUNTERPARTIES_MAX = 1_000;

  /** Most keys that approve. */
  public static final int APPROVERS_MAX = 16;

  /** Longest wait for approvals: 30 days. */
  public static final long APPROVAL_SECONDS_MAX = 30L * 86_400;

  /** Wait for approvals where none is named: a day. */
  public static final long APPROVAL_SECONDS_DEFAULT = 86_400;

  private static final Comparator<Id> BY_NUMBER =
      Comparator.comparing(Id::high, Long::compareUnsigned)
          .thenComparing(Id::low, Long::compareUnsigned);

  /** Everything is allowed to whoever owns the account. */
  public static final Policy OPEN =
      new Policy(
          false, NO_LIMIT, List.of(), List.of(), List.of(), 0, 0, APPROVAL_SECONDS_DEFAULT, 0);

  /** Sorts the lists and checks everything; {@code policy_invalid} (INVALID) names the field. */
  public Policy {
    inRange(transferMax, 0, NO_LIMIT, "transfer_max");
    windows =
        windows.stream()
            .distinct()
            .sorted(
                Comparator.comparingLong(WindowLimit::seconds)
                    .thenComparingLong(WindowLimit::amountMax)
                    .thenComparingLong(WindowLimit::countMax))
            .toList();
    counterparties = counterparties.stream().distinct().sorted(BY_NUMBER).toList();
    approvers = approvers.stream().distinct().sorted(BY_NUMBER).toList();
    inRange(windows.size(), 0, WINDOWS_MAX, "windows");
    inRange(counterparties.size(), 0, COUNTERPARTIES_MAX, "counterparties");
    inRange(approvers.size(), 0, APPROVERS_MAX, "approvers");
    inRange(approvals, 0, approvers.size(), "approvals");
    inRange(approvalsAbove, 0, NO_LIMIT, "approvals_above");
    inRange(approvalSeconds, 1, APPROVAL_SECONDS_MAX, "approval_seconds");
    inRange(changeApprovals, 0, approvers.size(), "change_approvals");
  }

  /** The longest window, ns; 0 without windows. */
  public long longestWindowNanos() {
    return windows.stream().mapToLong(WindowLimit::nanos).max().orElse(0);
  }

  /** How many approvals a transfer of an amount needs. */
  public int approvalsFor(long amount) {
    return amount > approvalsAbove ? approvals : 0;
  }

  static void inRange(long value, long least, long most, String field) {
    if (value < least || value > most) {
      throw TallystickException.field(
          ErrorKind.INVALID,
          "policy_invalid",
          field,
          Long.toString(value),
          TallystickException.NO_ROW,
          "from " + least + " to " + most);
    }
  }
}
