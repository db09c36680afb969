package io.tallystick.ordering.simulation;

/** Deliberate defects, to show that the checkers see them. */
enum Defect {
  NONE,
  /** Everything is reported durable the moment it is handed to the disk. */
  ACKNOWLEDGES_BEFORE_FSYNC,
  /** Whoever asks for a vote in the replica's term gets one, if its log is good enough. */
  VOTES_TWICE_IN_A_TERM
}
