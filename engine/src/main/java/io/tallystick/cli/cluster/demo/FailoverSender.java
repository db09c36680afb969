package io.tallystick.cli.cluster.demo;

import io.tallystick.base.TallystickException;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.BinaryResults;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends a body until it is answered, to the next node whenever one cannot. The same bytes go out
 * each time, and ids take effect once, so that nothing settles twice. Thread-safe.
 */
final class FailoverSender {
  /**
   * Deadline of one try, in milliseconds: a node that cannot settle says so, and another is tried.
   */
  static final long TRY_MS = 2_000;

  /** How long a node may be silent; above {@link #TRY_MS} and its look-up of outcomes. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(8);

  /** Between two tries: far shorter than what servers ask for, since the gap is to be measured. */
  private static final long PAUSE_MS = 20;

  private final List<ApiClient> nodes;
  private final AtomicInteger current = new AtomicInteger();

  /**
   * @param urls of all nodes, the one to begin with first
   */
  FailoverSender(List<URI> urls) {
    this.nodes =
        urls.stream()
            .map(url -> new ApiClient(url, ANSWER_TIMEOUT).withRequestTimeout(TRY_MS))
            .toList();
  }

  /**
   * Sends it.
   *
   * @return the rows that were not created
   * @throws InterruptedException if the sending thread is to end
   */
  BinaryResults send(byte[] records, int length) throws InterruptedException {
    while (true) {
      int node = current.get();
      try {
        return nodes.get(node).postRecords(records, length);
      } catch (TallystickException failure) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedException("while sending");
        }
        switch (failure.kind()) {
          case TOO_MANY -> Thread.sleep(PAUSE_MS);
          case UNAVAILABLE, OUTCOME_UNKNOWN -> {
            current.compareAndSet(node, (node + 1) % nodes.size());
            Thread.sleep(PAUSE_MS);
          }
          default -> throw failure;
        }
      }
    }
  }
}
