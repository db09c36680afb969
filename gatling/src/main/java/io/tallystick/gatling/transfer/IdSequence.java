package io.tallystick.gatling.transfer;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids that no other run has used: 64 random bits of this run and a counter. An id takes effect once
 * for ever, so a run that repeated another's would be told {@code exists}.
 */
public final class IdSequence {
  private final long run = new SecureRandom().nextLong();
  private final AtomicLong last = new AtomicLong();

  /** The next id; safe from several threads. */
  public TransferId next() {
    return new TransferId(run, last.incrementAndGet());
  }
}
