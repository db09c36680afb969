package io.tallystick.api.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of all bodies being received or processed, bounded together. Only what has arrived counts,
 * so that a slow sender holds no more than it sent.
 */
public final class BodyBudget {
  private final long bytesMax;
  private final AtomicLong bytes = new AtomicLong();

  /** At most {@code bytesMax} bytes. */
  public BodyBudget(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  boolean take(long more) {
    if (bytes.addAndGet(more) > bytesMax) {
      bytes.addAndGet(-more);
      return false;
    }
    return true;
  }

  void give(long fewer) {
    bytes.addAndGet(-fewer);
  }

  /** Bytes held now. */
  public long held() {
    return bytes.get();
  }
}
