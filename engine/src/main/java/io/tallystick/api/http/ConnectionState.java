package io.tallystick.api.http;

import java.util.concurrent.CompletableFuture;

/**
 * What the layers of one connection tell each other. All of them run on one actor; only {@link
 * #clientLeft()} is read elsewhere.
 */
final class ConnectionState {
  /** Meaning of {@link #headSinceNanos()} where no head is under way. */
  static final long NO_HEAD = Long.MIN_VALUE;

  private final CompletableFuture<Void> clientLeft = new CompletableFuture<>();
  private int openRequests;
  private boolean anyRequest;
  private long headSinceNanos = NO_HEAD;

  /** Bytes came; true if they begin a request's head. */
  boolean bytesArrived(long nowNanos) {
    if (openRequests > 0 || headSinceNanos != NO_HEAD) {
      return false;
    }
    headSinceNanos = nowNanos;
    return true;
  }

  /** Whether a whole head came on this connection before. */
  boolean anyRequest() {
    return anyRequest;
  }

  void requestBegan() {
    anyRequest = true;
    openRequests++;
    headSinceNanos = NO_HEAD;
  }

  void requestEnded() {
    openRequests--;
  }

  /** Completes when nothing more can come from the client; it may still be reading. */
  CompletableFuture<Void> clientLeft() {
    return clientLeft;
  }

  long headSinceNanos() {
    return headSinceNanos;
  }
}
