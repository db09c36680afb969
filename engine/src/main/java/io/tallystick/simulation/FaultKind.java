package io.tallystick.simulation;

/** What can be done to a group; each run draws which of them it does and how often. */
public enum FaultKind {
  MESSAGE_LOSS,
  MESSAGE_REPEAT,
  MESSAGE_DELAY,
  PARTITION,
  ONE_SIDED_PARTITION,
  ISOLATED_NODE,
  CRASH,
  CRASH_OF_ALL,
  POWER_LOSS_IN_THE_MIDDLE,
  FAILED_FSYNC,
  BIT_FLIP,
  SLOW_DISK,
  SLOW_THREADS,
  PAUSE,
  CLOCK_JUMP,
  CLIENT_LOSS
}
