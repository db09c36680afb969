package io.tallystick.ring.query;

/** What a read must have seen. */
public enum Consistency {
  /** Everything that was answered before the read began, anywhere: behind a read barrier. */
  LINEARIZABLE,
  /** What this node has applied, however far that is behind; asks no other node. */
  LOCAL
}
