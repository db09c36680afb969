package io.tallystick.persistence.journal;

import java.time.Instant;

/**
 * How the journal's writer is doing. Immutable; the newest one is always at hand.
 *
 * @param state what it is doing
 * @param text the same in words, for people: {@code up}, {@code cassandra unreachable since …:
 *     why}, {@code stopped: why}
 * @param code stable code of the trouble, empty while there is none
 * @param journalledUnit last unit known to be in Cassandra, {@link #UNKNOWN} before it is known
 * @param journalledHeight height of its last batch, {@link #UNKNOWN} before it is known
 * @param since since when it has been in that state
 */
public record JournalStatus(
    State state,
    String text,
    String code,
    long journalledUnit,
    long journalledHeight,
    Instant since) {
  /** Neither Cassandra nor the position file has said yet how far the journal reaches. */
  public static final long UNKNOWN = -1;

  /** What the writer is doing. */
  public enum State {
    /** It connects, checks and recovers. */
    STARTING,
    /** It writes units as they close. */
    UP,
    /** Cassandra does not answer or refuses; it keeps trying, settling goes on. */
    UNREACHABLE,
    /** It has stopped for good: the journal and this node's history do not fit. */
    STOPPED,
    /** It was closed. */
    CLOSED
  }
}
