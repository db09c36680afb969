package io.tallystick.account;

import io.tallystick.account.guard.GuardSettings;

/**
 * Bounds of this node's account actors.
 *
 * @param inFlightMax singles of one unguarded account under way; one more is answered 429
 * @param idleMs how long an unguarded account's door stays without use
 * @param chainsMax chains under way for which grants are collected; one more is answered 429
 * @param guard bounds of a guarded account's actor
 */
public record AccountSettings(int inFlightMax, long idleMs, int chainsMax, GuardSettings guard) {
  /** 4,096 singles an account, 1,024 chains; idle doors end after two minutes. */
  public static AccountSettings defaults() {
    return new AccountSettings(4_096, 120_000, 1_024, GuardSettings.defaults());
  }
}
