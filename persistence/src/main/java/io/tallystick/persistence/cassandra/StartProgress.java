package io.tallystick.persistence.cassandra;

/** Hears how far a start of the child has come; called from the starting thread, a few times/s. */
@FunctionalInterface
public interface StartProgress {
  /** A listener that ignores everything. */
  StartProgress SILENT = (phase, elapsedMs) -> {};

  /** Called now and then while the start goes on, and once with {@link Phase#READY}. */
  void at(Phase phase, long elapsedMs);

  /** What the child is doing. */
  enum Phase {
    /** A process left behind by an earlier node is being ended. */
    ENDING_ORPHAN,
    /** The process was started and has not written to its log yet. */
    STARTING_JVM,
    /** It reads its tables. */
    OPENING_TABLES,
    /** It replays the commit log of an earlier run. */
    REPLAYING,
    /** It joins its own ring of one and opens its ports. */
    JOINING,
    /** CQL answers. */
    READY
  }
}
