package io.tallystick.cli.cluster.demo;

/**
 * How long each part of the demonstration takes, in milliseconds.
 *
 * @param beforeKill load before the leader is killed
 * @param afterRecovery load after the first transfer settled under the next leader
 * @param afterRestart load after the killed node has caught up
 * @param recoveryMax how long a new leader may take
 * @param levelMax how long the nodes may take to hold the same head once the load has ended
 */
public record DemoTimes(
    long beforeKill, long afterRecovery, long afterRestart, long recoveryMax, long levelMax) {
  /** As a person watches it. */
  public static final DemoTimes STANDARD = new DemoTimes(6_000, 6_000, 3_000, 60_000, 120_000);
}
