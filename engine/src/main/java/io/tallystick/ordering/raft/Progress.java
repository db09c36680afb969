package io.tallystick.ordering.raft;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a leader knows of one follower, and what is on the way to it. */
final class Progress {
  enum Mode {
    /** Where the logs part is unknown: one message at a time. */
    PROBE,
    /** The logs agree: messages follow each other up to the window. */
    REPLICATE,
    /** Needs what the log no longer holds. */
    SNAPSHOT
  }

  private record InFlight(long lastIndex, long bytes) {}

  private final Deque<InFlight> inFlight = new ArrayDeque<>();
  private long inFlightBytes;

  Mode mode = Mode.PROBE;
  long match;
  long next;
  boolean probeSent;
  boolean active = true;
  boolean everHeard;
  long heardNanos;
  long round;
  long commitSent;

  Progress(long next) {
    this.next = next;
  }

  /** It answered. */
  void heard(long nowNanos) {
    active = true;
    everHeard = true;
    heardNanos = nowNanos;
  }

  void sent(long lastIndex, long bytes) {
    inFlight.add(new InFlight(lastIndex, bytes));
    inFlightBytes += bytes;
  }

  boolean windowIsFull(RaftSettings settings) {
    return inFlight.size() >= settings.followerWindowAppends()
        || inFlightBytes >= settings.followerWindowBytes();
  }

  /** How many bytes the window still takes. */
  long windowBytesLeft(RaftSettings settings) {
    return settings.followerWindowBytes() - inFlightBytes;
  }

  private void forgetOldestInFlight() {
    InFlight oldest = inFlight.poll();
    if (oldest != null) {
      inFlightBytes -= oldest.bytes();
    }
  }

  /** The follower holds everything up to here; true if that is news. */
  boolean matched(long index) {
    boolean news = index > match;
    match = Math.max(match, index);
    next = Math.max(next, match + 1);
    while (!inFlight.isEmpty() && inFlight.peek().lastIndex() <= match) {
      forgetOldestInFlight();
    }
    if (mode != Mode.REPLICATE && (news || match == next - 1)) {
      enter(Mode.REPLICATE, match + 1);
      return true;
    }
    return news;
  }

  void enter(Mode newMode, long newNext) {
    mode = newMode;
    next = Math.max(newNext, match + 1);
    probeSent = false;
    inFlight.clear();
    inFlightBytes = 0;
  }
}
