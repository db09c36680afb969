package io.tallystick.cli.client;

import io.tallystick.base.TallystickException;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Asks again while a server cannot answer now. Only for requests that may be repeated: reads, and
 * submissions with ids of their own, which never take effect twice.
 */
public final class Retries {
  /** First pause; each further one is twice as long. */
  public static final long FIRST_PAUSE_MS = 100;

  /** Longest pause, also where the server asks for a longer one. */
  public static final long LONGEST_PAUSE_MS = 5_000;

  private static final long NANOS_PER_MS = 1_000_000L;

  /** Waits; replaced in tests. */
  @FunctionalInterface
  public interface Pause {
    /** Returns after that time. */
    void ms(long pauseMs) throws InterruptedException;
  }

  private final long giveUpAfterMs;
  private final LongSupplier nanoTime;
  private final Pause pause;

  /**
   * @param giveUpAfterMs how long one request is tried in all
   * @param nanoTime clock as {@link System#nanoTime()}
   */
  public Retries(long giveUpAfterMs, LongSupplier nanoTime, Pause pause) {
    this.giveUpAfterMs = giveUpAfterMs;
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /** With the real clock. */
  public static Retries of(long giveUpAfterMs) {
    return new Retries(giveUpAfterMs, System::nanoTime, Thread::sleep);
  }

  /**
   * Runs the request until it succeeds, fails for good, or the time is over.
   *
   * @param onRetry told of each failure and the pause that follows it, in milliseconds
   */
  public <T> T run(Supplier<T> request, BiConsumer<TallystickException, Long> onRetry) {
    long start = nanoTime.getAsLong();
    long pauseMs = FIRST_PAUSE_MS;
    while (true) {
      try {
        return request.get();
      } catch (TallystickException e) {
        long nextPauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(pauseMs, e.retryAfterMs()));
        long triedMs = (nanoTime.getAsLong() - start) / NANOS_PER_MS;
        if (!mayHelp(e) || triedMs + nextPauseMs > giveUpAfterMs) {
          throw e;
        }
        onRetry.accept(e, nextPauseMs);
        sleep(nextPauseMs, e);
        pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
      }
    }
  }

  private static boolean mayHelp(TallystickException e) {
    return switch (e.kind()) {
      case TOO_MANY, UNAVAILABLE, OUTCOME_UNKNOWN -> !"not_tallystick".equals(e.code());
      default -> false;
    };
  }

  private void sleep(long pauseMs, TallystickException failure) {
    try {
      pause.ms(pauseMs);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
