package io.tallystick.api.http;

/** What the layers of one connection tell each other. All of them run on one actor. */
final class ConnectionState {
  /** Meaning of {@link #headSinceNanos()} where no head is under way. */
  static final long NO_HEAD = Long.MIN_VALUE;

  private int openRequests;
  private long headSinceNanos = NO_HEAD;

  /** Bytes came; true if they begin a request's head. */
  boolean bytesArrived(long nowNanos) {
    if (openRequests > 0 || headSinceNanos != NO_HEAD) {
      return false;
    }
    headSinceNanos = nowNanos;
    return true;
  }

  void requestBegan() {
    openRequests++;
    headSinceNanos = NO_HEAD;
  }

  void requestEnded() {
    openRequests--;
  }

  long headSinceNanos() {
    return headSinceNanos;
  }
}
