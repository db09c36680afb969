package io.tallystick.load.driver;

import io.tallystick.load.http.HttpConnection;
import io.tallystick.load.http.ResponseParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One connection: sends, waits, counts. A request that was refused with 429 or 503, or whose
 * connection broke, is sent again with the same ids until it is answered; its latency counts from
 * its first attempt.
 */
final class Worker implements Runnable {
  private static final long FIRST_BACK_OFF_MS = 5;
  private static final long BACK_OFF_MS_MAX = 1_000;
  private static final int OK = 200;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final int OUTCOME_UNKNOWN = 504;

  private final Pacing pacing;
  private final RequestWriter requests;
  private final HttpConnection connection;
  private final WorkerStats stats;
  private final BooleanSupplier giveUp;

  /**
   * @param giveUp whether a request without an answer is not worth another attempt
   */
  Worker(
      Pacing pacing,
      RequestWriter requests,
      HttpConnection connection,
      WorkerStats stats,
      BooleanSupplier giveUp) {
    this.pacing = pacing;
    this.requests = requests;
    this.connection = connection;
    this.stats = stats;
    this.giveUp = giveUp;
  }

  @Override
  public void run() {
    try (connection) {
      ByteBuffer request = requests.next();
      long meant;
      while ((meant = pacing.next()) != Pacing.OVER) {
        long start = System.nanoTime();
        ResponseParser answer = sendUntilAnswered(request);
        if (answer == null) {
          stats.unanswered();
          return;
        }
        long done = System.nanoTime();
        if (answer.status() == OK) {
          stats.answered(meant, start, done, requests.rows());
          requests.answers().count(answer, requests.rows(), stats.results(done));
        }
        request = requests.next();
      }
    }
  }

  private ResponseParser sendUntilAnswered(ByteBuffer request) {
    long backOffMs = FIRST_BACK_OFF_MS;
    while (true) {
      long waitMs = backOffMs;
      try {
        ResponseParser answer = connection.exchange(request);
        stats.status(answer.status());
        if (!again(answer.status())) {
          return answer;
        }
        if (answer.retryAfterMs() >= 0) {
          waitMs = Math.max(backOffMs, Math.min(answer.retryAfterMs(), BACK_OFF_MS_MAX));
        }
      } catch (IOException e) {
        stats.connectionError();
      }
      if (giveUp.getAsBoolean()) {
        return null;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(waitMs));
      backOffMs = Math.min(2 * backOffMs, BACK_OFF_MS_MAX);
      request.rewind();
    }
  }

  private static boolean again(int status) {
    return status == TOO_MANY_REQUESTS || status == UNAVAILABLE || status == OUTCOME_UNKNOWN;
  }
}
