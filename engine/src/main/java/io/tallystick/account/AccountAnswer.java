package io.tallystick.account;

import io.tallystick.ring.Outcome;

/**
 * What a command became: the outcome of a body, or a document about the account.
 *
 * @param outcome null where there is a document
 * @param document a JSON object, UTF-8; null where there is an outcome
 * @param waits whether what was asked for waits for approvals
 */
public record AccountAnswer(Outcome outcome, byte[] document, boolean waits) {
  /** Of a body that was settled. */
  public static AccountAnswer settled(Outcome outcome) {
    return new AccountAnswer(outcome, null, false);
  }
}
