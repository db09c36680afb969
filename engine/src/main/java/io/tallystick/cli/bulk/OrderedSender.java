package io.tallystick.cli.bulk;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.client.Retries;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/**
 * Sends bodies one after the other, one in flight, so that no body is ordered before an earlier one
 * while the caller prepares the next.
 */
final class OrderedSender<P extends Payload> implements AutoCloseable {
  private final RowKind<P> kind;
  private final Retries retries;
  private final BiConsumer<TallystickException, Long> onRetry;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread t = new Thread(task, "import-sender");
            t.setDaemon(true);
            return t;
          });
  private PendingRows<P> inFlight;
  private Future<List<RowResult>> answer;

  /**
   * @param onRetry told of each failure that is followed by another try, and the pause in
   *     milliseconds; called on another thread
   */
  OrderedSender(RowKind<P> kind, Retries retries, BiConsumer<TallystickException, Long> onRetry) {
    this.kind = kind;
    this.retries = retries;
    this.onRetry = onRetry;
  }

  /** Sends a body; the one before must have been awaited. */
  void send(PendingRows<P> body) {
    inFlight = body;
    P payload = body.payload();
    answer = thread.submit(() -> retries.run(() -> kind.send(payload), onRetry));
  }

  /** The body in flight, or null. */
  PendingRows<P> inFlight() {
    return inFlight;
  }

  /** Waits for the body in flight; returns its rows that were not created. */
  List<RowResult> await() {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TallystickException.of(
          ErrorKind.OUTCOME_UNKNOWN, "interrupted", "The import was interrupted.", e);
    } finally {
      inFlight = null;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private static RuntimeException failure(Throwable cause) {
    if (cause instanceof RuntimeException e) {
      return e;
    }
    return TallystickException.of(
        ErrorKind.INTERNAL, "import_failed", "The import failed: " + cause, cause);
  }
}
