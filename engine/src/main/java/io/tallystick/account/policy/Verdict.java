package io.tallystick.account.policy;

/** What a policy says of a debit. */
public sealed interface Verdict {
  /** It may be debited. */
  record Allowed() implements Verdict {}

  /**
   * It may not.
   *
   * @param rule stable name, such as {@code transfer_max}
   * @param why for people, with the numbers
   */
  record Refused(String rule, String why) implements Verdict {}

  /** It may once so many approvers have agreed. */
  record Waits(int approvals) implements Verdict {}
}
