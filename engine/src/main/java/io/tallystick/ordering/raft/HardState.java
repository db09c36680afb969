package io.tallystick.ordering.raft;

/**
 * What a replica must find again after a crash.
 *
 * @param term the newest term it has seen, 0 before the first
 * @param vote whom it voted for in that term; null if nobody
 * @param commit an index known to be committed; it may lag, since the log itself says the rest
 */
public record HardState(long term, ReplicaId vote, long commit) {
  /** Of a replica that has never run. */
  public static final HardState EMPTY = new HardState(0, null, 0);
}
