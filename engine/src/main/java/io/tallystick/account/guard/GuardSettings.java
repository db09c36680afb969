package io.tallystick.account.guard;

/**
 * Bounds of one guarded account's actor.
 *
 * @param stashedMax commands that wait while it recovers, claims or writes; one more is answered
 *     429
 * @param grantedMax grants whose outcome is not known; one more is answered 429
 * @param waitingMax transfers and changes that wait for approvals; one more is answered 429
 * @param idleMs how long it stays without use
 * @param tickMs how often it looks for what has expired
 */
public record GuardSettings(
    int stashedMax, int grantedMax, int waitingMax, long idleMs, long tickMs) {
  /** 1,024 commands, 256 grants, 256 waits; idle after two minutes, a look each second. */
  public static GuardSettings defaults() {
    return new GuardSettings(1_024, 256, 256, 120_000, 1_000);
  }
}
