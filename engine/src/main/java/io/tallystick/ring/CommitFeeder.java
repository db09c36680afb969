package io.tallystick.ring;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.CommittedEntries;
import io.tallystick.ordering.CommittedEntry;
import java.util.concurrent.TimeUnit;

/**
 * Pulls settled entries out of the order and feeds them to the commit ring; the ring's room is its
 * only pace.
 */
final class CommitFeeder implements Runnable {
  /** How long it waits for an entry before it looks whether it shall end. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final CommittedEntries entries;
  private final CommitRing ring;
  private final FatalFailure failures;
  private volatile boolean stopping;

  CommitFeeder(CommittedEntries entries, CommitRing ring, FatalFailure failures) {
    this.entries = entries;
    this.ring = ring;
    this.failures = failures;
  }

  void stop() {
    stopping = true;
  }

  @Override
  public void run() {
    try (entries) {
      while (!stopping && !failures.isFailed()) {
        CommittedEntry entry = entries.take(LOOK_NANOS);
        if (entry != null) {
          ring.publish(entry);
        } else if (entries.isStopped()) {
          return;
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException problem) {
      failures.report(
          problem instanceof TallystickException
              ? problem
              : TallystickException.of(
                  ErrorKind.INTERNAL,
                  "commit_feeder_failed",
                  "settled entries cannot be read",
                  problem));
    }
  }
}
