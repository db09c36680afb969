package io.tallystick.account;

import io.tallystick.ring.Outcome;

/**
 * What a command became: the outcome of a body, a document about the account, or a grant.
 *
 * @param outcome null where there is a document or a grant
 * @param document a JSON object, UTF-8; null where there is none
 * @param waits whether what was asked for waits for approvals
 * @param granted null where there is no grant
 */
public record AccountAnswer(Outcome outcome, byte[] document, boolean waits, Granted granted) {
  /**
   * Authority over the rows of a chain that debit one account.
   *
   * @param incarnation of the actor that grants; stands beside each of those rows
   * @param digest SHA-256 of the rows that it was shown, in order
   */
  public record Granted(long incarnation, byte[] digest) {}

  /** Of a body that was settled. */
  public static AccountAnswer settled(Outcome outcome) {
    return new AccountAnswer(outcome, null, false, null);
  }

  /** A document about the account. */
  public static AccountAnswer document(boolean waits, byte[] json) {
    return new AccountAnswer(null, json, waits, null);
  }

  /** Of rows that were granted. */
  public static AccountAnswer granted(Granted granted) {
    return new AccountAnswer(null, null, false, granted);
  }
}
